import { CHECKS, type Finding } from "../../../../datadog/findings";
import {
  checkFormula,
  checkMetricQuery,
  checkMonitorQuery,
  type KnownMetric,
  mergeCatalogs,
  metric,
  metricCatalog,
  rawQuery,
  sum,
} from "../../../../datadog/query";

const METRICS: readonly KnownMetric[] = [
  // a DogStatsD counter is stored as a rate over ten seconds
  { name: "shop.orders", type: "rate", statsdInterval: 10, unit: "order", tags: ["country", "status"] },
  { name: "shop.refunds", type: "count" },
  { name: "shop.requests", type: "rate", statsdInterval: 10, unit: "request", perUnit: "second" },
  { name: "shop.basket", type: "gauge", unit: "byte" },
  { name: "shop.wait", type: "distribution", unit: "second", percentiles: true },
  { name: "shop.delay", type: "distribution", unit: "millisecond", percentiles: false },
  { name: "shop.traffic", type: "gauge", unit: "byte", perUnit: "second" },
  { name: "shop.visit.avg", type: "gauge" },
  { name: "shop.visit.max", type: "gauge" },
  { name: "shop.stage.records", type: "total", unit: "record" },
];
const catalog = metricCatalog(METRICS, ["shop."]);

/** `check` and what it stands at, for each finding. */
function shown(text: string, findings: readonly Finding[]): string[] {
  return findings.map(({ check, range, suggestion }) => {
    const place = range ? text.slice(range.start, range.end) : "nowhere";
    return `${check}: ${place}${suggestion === undefined ? "" : ` (${suggestion})`}`;
  });
}

const inMonitor = (text: string) => shown(text, checkMonitorQuery(text, { catalog }));
const onDashboard = (text: string) => shown(text, checkMetricQuery(text, { catalog }));

describe("wrong in a monitor", () => {
  test.each([
    ["avg(last_5m):avg:a.b{* > 3", ["syntax: >"]],
    ["avg(last_5m):avg:a.b{a:b OR c:d,e:f} > 3", ["mixed-scope: ,"]],
    ["average(last_5m):avg:a.b{*} > 3", ["unknown-aggregator: average (avg)"]],
    ["change(average(last_5m),last_1h):avg:a.b{*} > 3", ["unknown-aggregator: average (avg)"]],
    ["avg(last_5m):mean:a.b{*} > 3", ["unknown-aggregator: mean (avg)"]],
    [
      "avg(last_5m):avg:a.b{$env,x:$y.value,!$z} by {$group} > 3",
      [
        "template-variable: $env",
        "template-variable: x:$y.value",
        "template-variable: $z",
        "template-variable: $group",
      ],
    ],
    ["avg(last_5m):avg:a.b{x IN (a,$b) OR NOT $c} > 3", ["template-variable: x IN (a,$b)", "template-variable: $c"]],
    [
      "max(next_1w):forecast(abs(anomalies(avg:a.b{*}, 'basic', 2)), 'linear', 1) > 3",
      ["forbidden-nesting: anomalies"],
    ],
    ["avg(last_30s):avg:a.b{*} > 3", ["unknown-window: last_30s"]],
    ["avg(last_2mo):avg:a.b{*} > 3", ["unknown-window: last_2mo"]],
    ["avg(current_5m):avg:a.b{*} > 3", ["unknown-window: current_5m"]],
    ["avg(next_1d):avg:a.b{*} > 3", ["unknown-window: next_1d"]],
    ["max(next_1h):forecast(avg:a.b{*}, 'linear', 1) > 3", ["unknown-window: next_1h"]],
    ["max(next_4mo):forecast(avg:a.b{*}, 'linear', 1) > 3", ["unknown-window: next_4mo"]],
    ["change(avg(current_1h),last_1h):avg:a.b{*} > 3", ["unknown-window: current_1h"]],
    ["change(avg(last_5m),next_1h):avg:a.b{*} > 3", ["unknown-window: next_1h"]],
    ['logs("a").index("*").rollup("count").last("30s") > 3', ['wrong-argument: "30s"']],
    ['logs("a").index("*").rollup("count").current("1mo") > 3', ['wrong-argument: "1mo"']],
    ['logs("a").index("Main Index").rollup("count").last("5m") > 3', ['wrong-argument: "Main Index"']],
    [
      "avg(last_10m):anomalies(avg:a.b{*}, 'basic', 2, alert_window='last_15m') >= 1",
      ["wrong-argument: alert_window='last_15m'"],
    ],
    [
      "avg(last_4h):anomalies(avg:a.b{*}, 'basic', 2, alert_window='last_15m', interval=181) >= 1",
      ["wrong-argument: interval=181"],
    ],
    ["max(next_1w):forecast(trend_line(avg:a.b{*}), 'linear', 1) > 3", ["forbidden-nesting: trend_line"]],
    ["avg(last_5m):autosmooth(avg:a.b{*}) > 3", ["forbidden-function: autosmooth"]],
    ["avg(last_5m):$how:a.b{*} > 3", ["template-variable: $how:a.b{*}"]],
    // names that every JavaScript object has
    ["constructor(last_5m):toString:a.b{*} > 3", ["unknown-aggregator: constructor", "unknown-aggregator: toString"]],
  ])("%s", (text, expected) => expect(inMonitor(text)).toEqual(expected));
});

describe("advice for a monitor", () => {
  test.each([
    ["avg(last_5m):a.b{*} > 3", ["no-aggregator: a.b"]],
    ["avg(last_5m):tpo(avg:a.b{*}, 5, 'mean', 'desc') > 3", ["misspelled-function: tpo (top)"]],
    ["avg(last_5m):avg:a.b{*}.rolup(sum, 60) > 3", ["unknown-method: rolup(sum, 60) (rollup)"]],
    ['logs("a").index("*").rolup("count").last("5m") > 3', ['unknown-method: rolup("count") (rollup)']],
    ["avg(last_5m):frobnicate(avg:a.b{*}) > 3", ["unknown-function: frobnicate"]],
    ["avg(last_5m):avg:a.b{*}.rollup(sum, 3600) > 3", ["rollup-in-monitor: rollup(sum, 3600)"]],
    ["avg(last_5m):(avg:a.b{*} + avg:c.d{*}).rollup(600) > 3", ["rollup-in-monitor: rollup(600)"]],
    ["avg(last_1h):avg:a.b{*}.rollup(sum, daily) > 3", ["rollup-in-monitor: rollup(sum, daily)"]],
    ["max(last_1h):rollup(avg:a.b{*}, 'sum', 60) > 3", ["rollup-in-monitor: rollup(avg:a.b{*}, 'sum', 60)"]],
    // Datadog chooses the buckets
    ["avg(last_1h):avg:a.b{*}.rollup(sum) > 3", []],
    ["avg(current_1d):avg:a.b{*}.rollup(sum, 60) > 3", []],
    ["max(next_1d):forecast(avg:a.b{*}.rollup(avg, 86400), 'linear', 1) > 3", []],
    ["avg(last_1h):anomalies(avg:a.b{*}.rollup(sum, 60), 'basic', 2) >= 1", []],
    ["avg(last_5m):sum:a.b{*}.as_count() > 3", ["as-count-aggregator: as_count()"]],
    ["max(last_5m):(sum:a.b{*} / sum:c.d{*}).as_count() > 3", ["as-count-aggregator: as_count()"]],
    ["pct_change(min(last_5m),1h_ago):sum:a.b{*}.as_count() > 3", ["as-count-aggregator: as_count()"]],
    ["sum(last_5m):sum:a.b{*}.as_count() > 3", []],
    ["avg(last_5m):sum:a.b{*}.as_rate() > 3", []],
    ["avg(last_1h):anomalies(sum:a.b{*}.as_count(), 'basic', 2) >= 1", []],
    ['logs("a").index("*").rollup("count").by("x").last("5m") < 1', ['below-with-groups: by("x")']],
    ['rum("a").rollup("cardinality", "@b").by("x","y").last("5m") <= 3', ['below-with-groups: by("x","y")']],
    ['logs("a").index("*").rollup("avg", "@b").by("x").last("5m") < 1', []],
    ['logs("a").index("*").rollup("count").by("x").last("5m") == 0', ['below-with-groups: by("x")']],
    ['logs("a").index("*").rollup("count").by("x").last("5m") == 3', []],
    ['logs("a").index("*").rollup("count").by("x").last("5m") > 1', []],
    ['logs("a").index("*").rollup("count").last("5m") < 1', []],
    [
      "avg(last_1h):anomalies(avg:a.b{*}, 'basic', 2, seasonality='daily') >= 1",
      ["unused-argument: seasonality='daily'"],
    ],
    [
      "max(next_1d):forecast(avg:a.b{*}, 'linear', 1, seasonality='daily') > 3",
      ["unused-argument: seasonality='daily'"],
    ],
    [
      "max(next_1d):forecast(avg:a.b{*}, 'seasonal', 1, history='1w', model='simple') > 3",
      ["unused-argument: history='1w'", "unused-argument: model='simple'"],
    ],
    ["avg(last_1h):outliers(avg:a.b{*} by {c}, 'dbscan', 3, 20) > 0", ["unused-argument: 20"]],
    ["avg(last_1h):outliers(avg:a.b{*} by {c}, 'scaledMAD', 3, 20) > 0", []],
    // each part of a whole is at most all of it
    ["sum(last_5m):sum:a.b{*}.as_count() / (sum:a.b{*}.as_count() + sum:c.d{*}.as_count()) > 1", ["never-true: > 1"]],
    [
      "sum(last_5m):100 * sum:a.b{*}.as_count() / (sum:c.d{*}.as_count() + sum:a.b{*}.as_count()) > 100",
      ["never-true: > 100"],
    ],
    [
      "avg(last_5m):clamp_min(avg:a{*}, 0) / (clamp_min(avg:a{*}, 0) + abs(avg:b{*})) * 100 >= 101",
      ["never-true: >= 101"],
    ],
    ["sum(last_5m):sum:a.b{*}.as_count() / (sum:a.b{*}.as_count() + sum:c.d{*}.as_count()) > 0.9", []],
    ["sum(last_5m):sum:a.b{*}.as_count() / (sum:c.d{*}.as_count() + sum:e.f{*}.as_count()) > 1", []],
    [
      "sum(last_5m):default_zero(sum:a{*}.as_count()) / (default_zero(sum:a{*}.as_count()) + sum:b{*}.as_count()) > 1",
      ["never-true: > 1"],
    ],
    // a gauge may be negative, and the point-wise quotients of five minutes add up to more than 1
    ["avg(last_5m):avg:a.b{*} / (avg:a.b{*} + avg:c.d{*}) > 1", []],
    ["sum(last_5m):abs(avg:a{*}) / (abs(avg:a{*}) + abs(avg:b{*})) > 1", []],
    ["avg(last_5m):anomalies(avg:a.b{*}, 'basic', 2) > 1", ["never-true: > 1"]],
    ["avg(last_5m):anomalies(avg:a.b{*}, 'basic', 2) >= 1", []],
    ["sum(last_5m):count_nonzero(avg:a.b{*}) < 0", ["never-true: < 0"]],
    // how many points are above 10 is never below 0
    ["sum(last_5m):count(v: v>10):a.b{*} < 0", ["never-true: < 0"]],
    ["avg(last_5m):100 - clamp_max(avg:a.b{*}, 90) < 10", ["never-true: < 10"]],
    ["avg(last_5m):clamp_min(avg:a.b{*}, 5) * -1 > -5", ["never-true: > -5"]],
    ["avg(last_5m):default_zero(clamp_min(avg:a.b{*}, 5)) <= 0", []],
    ["avg(last_5m):abs(avg:a.b{*}) / abs(avg:c.d{*}) == -1", ["never-true: == -1"]],
    ['logs("a").index("*").rollup("count").last("5m") < 0', ["never-true: < 0"]],
    ['logs("a").index("*").rollup("avg", "@x").last("5m") < 0', []],
    ['logs("a").index("*").rollup("count").last("5m") >= 0', ["always-true: >= 0"]],
    ["pct_change(sum(last_5m),last_1h):sum:shop.orders{*}.as_count() < -100", ["never-true: < -100"]],
    ["pct_change(avg(last_5m),last_1h):avg:a.b{*} < -100", []],
  ])("%s", (text, expected) => expect(inMonitor(text)).toEqual(expected));
});

describe("advice by what is known of the metrics", () => {
  test.each([
    [
      "sum(last_5m):sum:shop.orders{*} / sum:shop.refunds{*} > 3",
      ["ratio-without-as-count: sum:shop.orders{*} / sum:shop.refunds{*}"],
    ],
    [
      "sum(last_5m):100 * (sum:shop.orders{*} / (sum:shop.refunds{*} + sum:shop.orders{*})) > 3",
      ["ratio-without-as-count: sum:shop.orders{*} / (sum:shop.refunds{*} + sum:shop.orders{*})"],
    ],
    ["sum(last_5m):sum:shop.orders{*}.as_count() / sum:shop.refunds{*}.as_count() > 3", []],
    // of the other it is not known whether it counts
    ["sum(last_5m):sum:shop.orders{*} / avg:a.b{*} > 3", ["counter-without-as-count: shop.orders"]],
    ["sum(last_5m):sum:shop.orders{*} > 3", ["counter-without-as-count: shop.orders"]],
    ["sum(last_5m):(sum:shop.orders{*} + 0).as_count() > 3", []],
    ["avg(last_5m):sum:shop.orders{*}.as_rate() > 3", []],
    ["avg(last_5m):per_minute(sum:shop.orders{*}) > 3", []],
    // its unit says that it is per second
    ["avg(last_5m):sum:shop.requests{*} > 3", []],
    ["sum(last_5m):sum:shop.refunds{*} > 3", ["counter-without-as-count: shop.refunds"]],
    ["sum(last_5m):sum:shop.refunds{*}.rollup(sum) > 3", []],
    ["sum(last_5m):sum:shop.basket{*}.as_count() > 3", ["as-count-on-gauge: as_count()"]],
    // a total: each report of 15 s has all records so far, so that sums grow with the number of reports
    ["sum(last_5m):sum:shop.stage.records{*}.as_count() > 3", ["summed-total: as_count()"]],
    ["avg(last_5m):sum:shop.stage.records{*}.as_count() > 3", ["summed-total: as_count()"]],
    ["sum(last_5m):max:shop.stage.records{*} > 3", ["summed-total: shop.stage.records"]],
    ["max(last_5m):max:shop.stage.records{*} > 3", []],
    ["sum(last_5m):monotonic_diff(max:shop.stage.records{*}) > 3", []],
    ["sum(last_5m):monotonic_diff(max:shop.stage.records{*}.as_count()) > 3", ["summed-total: as_count()"]],
    ["avg(last_5m):p95:shop.wait{*} > 3", []],
    ["avg(last_5m):p95:shop.delay{*} > 3", ["percentile-not-enabled: p95:shop.delay{*}"]],
    ["avg(last_5m):p95:shop.basket{*} > 3", ["percentile-not-enabled: p95:shop.basket{*}"]],
    ["avg(last_5m):avg:shop.baskets{*} > 3", ["unknown-metric: shop.baskets (shop.basket)"]],
    ["avg(last_5m):avg:shop.visit{*} > 3", ["unknown-metric: shop.visit (shop.visit.avg)"]],
    ["avg(last_5m):avg:other.metric{*} > 3", []],
    [
      "sum(last_5m):sum:shop.orders{contry:de,!stat:x OR env:prod} by {countri,host}.as_count() > 3",
      ["mixed-scope: OR"],
    ],
    [
      "sum(last_5m):sum:shop.orders{contry IN (de,fr) AND env:prod} by {countri,host}.as_count() > 3",
      ["unknown-tag: contry (country)", "unknown-tag: countri (country)"],
    ],
    [
      "avg(last_5m):avg:shop.wait{*} + avg:shop.basket{*} > 3",
      ["unit-mismatch: avg:shop.wait{*} + avg:shop.basket{*}"],
    ],
    [
      "avg(last_5m):avg:shop.wait{*} - top(max:shop.delay{*} by {host}, 5, 'mean', 'desc') > 3",
      ["unit-mismatch: avg:shop.wait{*} - top(max:shop.delay{*} by {host}, 5, 'mean', 'desc')"],
    ],
    [
      "avg(last_5m):avg:shop.basket{*} + avg:shop.traffic{*} > 3",
      ["unit-mismatch: avg:shop.basket{*} + avg:shop.traffic{*}"],
    ],
    ["avg(last_5m):avg:shop.wait{*} * 1000 + avg:shop.delay{*} > 3", []],
    ["avg(last_5m):count:shop.wait{*} + avg:shop.basket{*} > 3", []],
  ])("%s", (text, expected) => expect(inMonitor(text)).toEqual(expected));
});

describe("on a dashboard", () => {
  test.each([
    ["avg:a.b{$env} by {$group}", []],
    ["autosmooth(avg:a.b{*})", []],
    ["$how:a.b{*}", []],
    // https://docs.datadoghq.com/dashboards/functions/: rank, count, arithmetic
    ["top10_mean(avg:a.b{*} by {c})", []],
    ["count_nonzero_finite(avg:a.b{*} by {c})", []],
    ["pow(avg:a.b{*}, 2) + pow(2, avg:a.b{*})", []],
    ["default(avg:a.b{*}, 0)", []],
    ["constructor(avg:a.b{*}).valueOf()", ["unknown-function: constructor", "unknown-method: valueOf()"]],
    // point by point, a quotient of rates is a quotient of counts
    ["sum:shop.refunds{*} / sum:shop.refunds{status:x}", []],
    ["sum:shop.orders{*}", ["counter-without-as-count: shop.orders"]],
    ["a.b{*}, avg:c.d{*}, e.f{*}", ["no-aggregator: a.b", "no-aggregator: e.f"]],
    ["Sedai", ["syntax: Sedai"]],
    ["sum:shop.stage.records{*} by {host}.rollup(max)", []],
    ["throughput(monotonic_diff(sum:shop.stage.records{*}.rollup(max)))", []],
    ["cumsum(monotonic_diff(sum:shop.stage.records{*}.rollup(max)))", []],
    ["per_second(sum:shop.stage.records{*}.rollup(max))", []],
    ["moving_rollup(sum:shop.stage.records{*}.rollup(max), 300, 'max')", []],
    ["sum:shop.stage.records{*}.as_rate()", ["summed-total: as_rate()"]],
    ["(sum:shop.stage.records{*} + 1).as_count()", ["summed-total: as_count()"]],
    ["sum:shop.stage.records{*}.rollup(sum, 60)", ["summed-total: rollup(sum, 60)"]],
    ["throughput(sum:shop.stage.records{*})", ["summed-total: shop.stage.records"]],
    ["moving_rollup(sum:shop.stage.records{*}, 300, 'sum')", ["summed-total: shop.stage.records"]],
    ["integral(abs(sum:shop.stage.records{*}))", ["summed-total: shop.stage.records"]],
  ])("%s", (text, expected) => expect(onDashboard(text)).toEqual(expected));
});

test("a formula names queries, and its functions are checked", () => {
  expect(checkFormula("query1 / query2")).toEqual([]);
  const text = "default_zro(query1)";
  expect(shown(text, checkFormula(text))).toEqual(["misspelled-function: default_zro (default_zero)"]);
});

test("a formula over data jobs has functions of its own", () => {
  expect(inMonitor('formula("failed_runs(run_query)").by(job_name).last(1h) > 0')).toEqual([]);
});

test("messages name the value, the rule and the fix", () => {
  const [found] = checkMonitorQuery("sum(last_5m):sum:shop.orders{*} > 3", { catalog });
  expect(found).toEqual({
    check: "counter-without-as-count",
    severity: "advice",
    path: [],
    range: { start: 17, end: 28 },
    message:
      "`shop.orders` is a counter that Datadog stores as a per-second rate over 10 s, so this returns a fraction of the count: add .as_count() or .as_rate().",
  });
});

test("what code built is checked without places", () => {
  const condition = sum("last_5m", metric("shop.baskets").sum()).above(3);
  expect(checkMonitorQuery(condition.node, { catalog })).toEqual([
    {
      check: "unknown-metric",
      severity: "advice",
      path: [],
      message: "The catalog has no metric `shop.baskets`: fix the name, or declare the metric.",
      suggestion: "shop.basket",
    },
  ]);
});

test("text with ${…} in it is made elsewhere and says nothing before that", () => {
  expect(checkMetricQuery("avg:a.b{env:${env}")).toEqual([]);
  expect(checkMetricQuery(rawQuery("avg:a.b{env:${env}}").node)).toEqual([]);
});

test("the first catalog that knows a metric is asked", () => {
  const merged = mergeCatalogs(metricCatalog([{ name: "shop.orders", type: "gauge" }]), catalog);
  expect(
    shown("sum:shop.orders{*}.as_count()", checkMetricQuery("sum:shop.orders{*}.as_count()", { catalog: merged })),
  ).toEqual(["as-count-on-gauge: as_count()"]);
  expect([...merged.names()]).toContain("shop.basket");
});

test("a sum of thousands of terms is checked without recursion, in time that grows with it", () => {
  const text = `avg(last_5m):${Array.from({ length: 5000 }, () => "avg:shop.wait{*}").join(" + ")} > 3`;
  expect(inMonitor(text)).toEqual([]);
});

test("an id says the gravity of its findings", () => {
  expect(CHECKS["unknown-tag"]).toBe("advice");
  expect(CHECKS.syntax).toBe("wrong");
});
