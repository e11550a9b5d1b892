import {
  avg,
  counter,
  distribution,
  forecast,
  gauge,
  type MetricQueryValue,
  metric,
  min,
  overTime,
  type QueryInput,
  ratio,
  sum,
  timer,
  top,
} from "../../../datadog/query";

// What the compiler lets through and what it does not: `npm run check:types` fails where an expected error is missing.

const runs = counter("pipeline.runs", { description: "Runs", tags: ["status", "user"] });
const load = gauge("load", { description: "Load" });
const size = distribution("size", { description: "Size", tags: ["kind"] });
const latency = distribution("latency", { description: "Latency", tags: ["route"], percentiles: true });
const time = timer("time", { description: "Time", tags: ["job"] });

test("what a metric has compiles", () => {
  const query: MetricQueryValue<"pipeline.runs", "rate", readonly ["status", "user"]> = runs
    .sum()
    .where({ status: "failed", env: "demo", service: ["a", "b"], version: { not: "1" }, host: "web-*" })
    .by("user", "env", "service", "version", "host");
  const inputs: readonly QueryInput[] = [
    query,
    query.asCount().asRate(),
    "avg:system.load.1{*}",
    load.avg().by("host"),
    load.aggregate("max"),
    size.count().asCount(),
    size.aggregate("count"),
    latency.p99().by("route"),
    latency.aggregate("p95"),
    time.avg().by("job"),
    time.count().asCount(),
    metric("any").p50().asCount().by("anything").where({ other: "x" }),
    top(ratio(runs.sum(), metric("any").sum()), 5, "sum", "asc"),
  ];
  expect(inputs.map((input) => sum("last_5m", input).above(1).critical)).toEqual(inputs.map(() => 1));
});

/** Never called: only the compiler reads it. */
function doesNotCompile() {
  // @ts-expect-error no such tag
  runs.sum().by("stage");
  // @ts-expect-error the second key is none
  runs.sum().by("user", "stage");
  // @ts-expect-error no such tag
  runs.sum().where({ stage: "a" });
  // @ts-expect-error no such tag, after others that there are
  runs.sum().where({ status: "a", stage: "b" });
  // @ts-expect-error a gauge without tags has none but the common ones
  load.avg().by("queue");
  // @ts-expect-error a percentile of a rate
  runs.p95();
  // @ts-expect-error a percentile of a gauge
  load.p50();
  // @ts-expect-error percentiles are not enabled
  size.p99();
  // @ts-expect-error percentiles are not enabled, by name
  size.aggregate("p99");
  // @ts-expect-error samples of a gauge
  load.count();
  // @ts-expect-error samples of a counter
  runs.countWhere(">", 1);
  // @ts-expect-error as_count on a gauge
  load.avg().asCount();
  // @ts-expect-error as_rate on a gauge
  load.avg().asRate();
  // @ts-expect-error as_count on a timer's average
  time.avg().asCount();
  // @ts-expect-error as_count on a distribution's average
  latency.avg().asCount();
  // @ts-expect-error a ratio of a gauge
  ratio(load.sum(), runs.sum());
  // @ts-expect-error no such aggregator
  runs.aggregate("mean");
  // @ts-expect-error no such time aggregator
  overTime("mean", "last_5m", runs.sum());
  // @ts-expect-error no such window
  sum("last_5x", runs.sum());
  // @ts-expect-error no such window
  sum("5m", runs.sum());
  // @ts-expect-error no such window: only the current one of the calendar
  sum("current_2d", runs.sum());
  // @ts-expect-error no such shift
  avg("last_5m", load.avg()).changeSince("an hour ago");
  // @ts-expect-error no aggregator
  sum("last_5m", runs);
  // @ts-expect-error a timer's own name
  sum("last_5m", time);
  // @ts-expect-error a timer has no sum
  time.sum();
  // @ts-expect-error a linear forecast has no seasonality
  min("next_1w", forecast(load.avg(), "linear", 1, { seasonality: "weekly" }));
  // @ts-expect-error no such limit
  top(runs.sum(), 7);
}
void doesNotCompile;
