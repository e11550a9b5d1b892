import fc from "fast-check";
import {
  abs,
  anomalies,
  applyFunction,
  autosmooth,
  avg,
  bottom,
  calendarShift,
  clampMax,
  clampMin,
  constant,
  count,
  counter,
  countNonzero,
  countNotNull,
  cumsum,
  cutoffMax,
  cutoffMin,
  dayBefore,
  defaultZero,
  derivative,
  diff,
  distribution,
  dt,
  ewma,
  excludeNull,
  forecast,
  formula,
  formulaOf,
  gauge,
  groupsOf,
  histogram,
  hourBefore,
  integral,
  log2,
  log10,
  max,
  metric,
  min,
  monotonicDiff,
  monthBefore,
  movingRollup,
  outliers,
  overTime,
  parseMetricQuery,
  parseMonitorQuery,
  percentile,
  perHour,
  perMinute,
  perSecond,
  piecewiseConstant,
  print,
  queryText,
  rate,
  ratio,
  rawQuery,
  robustTrend,
  rollingAverage,
  rollingMedian,
  sameNode,
  secondsBefore,
  sum,
  type TagFilter,
  throughput,
  timer,
  top,
  trendLine,
  weekBefore,
} from "../../../datadog/query";

const runs = counter("pipeline.runs", { description: "Runs", unit: "execution", tags: ["status", "user"] });
const errors = counter("pipeline.errors", { description: "Errors", tags: ["stage", "error_type"] });
const queue = gauge("queue.length", { description: "Messages", unit: "message", tags: ["queue"] });
const latency = distribution("api.latency", { description: "Latency", tags: ["route"], percentiles: true });
const load = metric("system.load.1").avg();
const LOAD = "avg:system.load.1{*}";

describe("a selection of one metric", () => {
  // The left side as one writes it, the right side in the syntax of https://docs.datadoghq.com/metrics/advanced-filtering/
  test.each([
    [runs.sum(), "sum:pipeline.runs{*}"],
    [
      runs.sum().where({ status: "failed" }).asCount().by("user"),
      "sum:pipeline.runs{status:failed} by {user}.as_count()",
    ],
    [
      runs.sum().by("user").asCount().where({ status: "failed" }),
      "sum:pipeline.runs{status:failed} by {user}.as_count()",
    ],
    [runs.sum().where({ status: "failed", user: "etl-*" }), "sum:pipeline.runs{status:failed,user:etl-*}"],
    [runs.sum().where({ status: "failed" }).where({ env: "demo" }), "sum:pipeline.runs{status:failed,env:demo}"],
    [runs.sum().where({ status: { not: "ok" }, env: "demo" }), "sum:pipeline.runs{!status:ok,env:demo}"],
    [runs.sum().where({ status: ["failed", "lost"] }), "sum:pipeline.runs{status IN (failed,lost)}"],
    [runs.sum().where({ status: ["failed"] }), "sum:pipeline.runs{status:failed}"],
    [
      runs.sum().where({ status: ["failed", "lost"], env: "demo", user: { not: "test" } }),
      "sum:pipeline.runs{status IN (failed,lost) AND env:demo AND NOT user:test}",
    ],
    [runs.sum().where({ status: { not: ["ok", "idle"] } }), "sum:pipeline.runs{status NOT IN (ok,idle)}"],
    [
      runs.sum().where({ user: ["etl-*", "ops"], env: "demo" }),
      "sum:pipeline.runs{(user:etl-* OR user:ops) AND env:demo}",
    ],
    [runs.sum().where({ user: 42 }), "sum:pipeline.runs{user:42}"],
    [runs.sum().matching("$env", "$user.value"), "sum:pipeline.runs{$env,$user.value}"],
    [runs.sum().where({ user: "$who.value" }), "sum:pipeline.runs{user:$who.value}"],
    [runs.sum().by("user", "env").by("user", "host"), "sum:pipeline.runs{*} by {user,env,host}"],
    [runs.sum().by("$group"), "sum:pipeline.runs{*} by {$group}"],
    [runs.sum().asRate(), "sum:pipeline.runs{*}.as_rate()"],
    [runs.sum().asRate().asCount().asCount(), "sum:pipeline.runs{*}.as_count()"],
    [runs.sum().asCount().rollup("sum", 60), "sum:pipeline.runs{*}.as_count().rollup(sum, 60)"],
    [runs.sum().rollup("sum", 60).rollup("max"), "sum:pipeline.runs{*}.rollup(max)"],
    [queue.max().fill("last", 300), "max:queue.length{*}.fill(last, 300)"],
    [queue.max().fill("null"), "max:queue.length{*}.fill(null)"],
    [queue.max().fill(0), "max:queue.length{*}.fill(0)"],
    [queue.avg().weighted(), "avg:queue.length{*}.weighted()"],
    [queue.min(), "min:queue.length{*}"],
    [latency.p50(), "p50:api.latency{*}"],
    [latency.p75(), "p75:api.latency{*}"],
    [latency.p90(), "p90:api.latency{*}"],
    [latency.p95().by("route"), "p95:api.latency{*} by {route}"],
    [latency.p99(), "p99:api.latency{*}"],
    [latency.count().asCount(), "count:api.latency{*}.as_count()"],
    [latency.aggregate("p95"), "p95:api.latency{*}"],
    [
      latency.countWhere(">", 0.5).where({ route: "/runs" }).asCount(),
      "count(v: v>0.5):api.latency{route:/runs}.as_count()",
    ],
    [metric("any.name").p95().where({ "any.tag": "x" }).by("other"), "p95:any.name{any.tag:x} by {other}"],
  ])("%s", (query, text) => {
    expect(query.text).toBe(text);
  });

  test("is never changed by what is made of it", () => {
    const all = runs.sum();
    all.where({ status: "failed" }).by("user").asCount();
    expect(all.text).toBe("sum:pipeline.runs{*}");
  });

  test("and its text is read back as the same tree", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((text) => !/^(and|or|not|in)$/.test(text));
    const value = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }), fc.record({ not: word }));
    fc.assert(
      fc.property(
        fc.dictionary(word, value, { maxKeys: 4 }),
        fc.uniqueArray(word, { maxLength: 3 }),
        (filters, keys) => {
          const query = metric("a.b")
            .sum()
            .where(filters)
            .by(...keys)
            .asCount()
            .rollup("sum", 60);
          const read = parseMetricQuery(query.text);
          expect(read.ok && sameNode(read.node, query.node)).toBe(true);
        },
      ),
    );
  });
});

describe("a tag filter that cannot work is an error when it is made", () => {
  const rewritten =
    'but Datadog keeps only letters, digits, "_", "-", ":", ".", and "/" in a tag ("*" is a wildcard); use a list for several values.';
  test.each<[Readonly<Record<string, TagFilter>>, string]>([
    [{ user: "a b" }, `"a b" cannot be the value of the tag "user": it contains a space, ${rewritten}`],
    [{ user: "a,b" }, `"a,b" cannot be the value of the tag "user": it contains a comma, ${rewritten}`],
    [{ user: "{a}" }, `"{a}" cannot be the value of the tag "user": it contains a brace, ${rewritten}`],
    [{ user: ["a", "b=c"] }, `"b=c" cannot be the value of the tag "user": it contains "=", ${rewritten}`],
    [{ user: "" }, 'where() has an empty value for the tag "user": add a value.'],
    [
      { user: undefined as never },
      'where() has the value undefined for the tag "user": add a value, or leave out the tag.',
    ],
    [
      { user: ["a", undefined as never] },
      'where() has the value undefined for the tag "user": add a value, or leave out the tag.',
    ],
    [{ user: [] }, 'where() has an empty list for the tag "user": add at least one value, or remove the tag.'],
    [
      { "us er": "a" },
      '"us er" is not a valid tag key in a query: it must start with a letter and contain only letters, digits, "_", "-", ".", and "/".',
    ],
    [
      { user: "x".repeat(196) },
      'The tag "user:xxxxxxxxxxxxxxxxxxxx…" has 201 characters; Datadog truncates tags to 200.',
    ],
  ])("%j", (filters, message) => {
    expect(() => metric("a.b").sum().where(filters)).toThrow(message);
  });

  test("as is a template variable without a name", () => {
    expect(() => runs.sum().matching("$")).toThrow(
      '"$" is not a template variable: use $ and a name with letters, digits, "_", "-", and ".", such as $env.',
    );
  });
});

describe("other arguments that cannot work", () => {
  test.each([
    [() => metric("2fast"), '"2fast" is not a valid metric name: it must start with a letter,'],
    [() => metric(" a"), '" a" is not a valid metric name: it must start with a letter,'],
    [() => metric("_a"), '"_a" is not a valid metric name: it must start with a letter,'],
    [() => metric("a-b"), '"a-b" is not a valid metric name: it must start with a letter,'],
    [() => metric("m".repeat(201)), "is not a valid metric name: it must start with a letter,"],
    [() => metric("a b"), '"a b" is not a valid metric name: it must start with a letter,'],
    [() => queue.avg().rollup("avg", 0.5), "rollup() requires a whole number of seconds above 0, not 0.5."],
    [() => queue.avg().fill("last", 601), "fill() requires a limit from 1 to 600 seconds, not 601."],
    [() => queue.avg().times(Number.NaN), "A query cannot contain the number NaN: use a finite number."],
    [() => secondsBefore(queue.avg(), -60), "secondsBefore() requires a whole number of seconds above 0, not -60."],
    [
      () => sum("last_0m", queue.avg()),
      '"last_0m" is not a window: use a whole number above 0 and a unit (m, h, d, w, mo), as in last_5m, next_1w, or current_1d.',
    ],
    [() => queue.avg().by(undefined as never), "by() has the value undefined in the place of a tag key."],
    [() => queue.avg().rollup(undefined as never), "rollup() and fill() take the name of a method, not undefined."],
    [
      () => clampMin(queue.avg(), undefined as never),
      "clamp_min() has the value undefined for its argument 2: add a value.",
    ],
    [() => sum("last_1.5h", queue.avg()), '"last_1.5h" is not a window: use a whole number above 0'],
    [() => sum("last_5m", queue.avg()).above(Number.POSITIVE_INFINITY), "A query cannot contain the number Infinity"],
    [
      () => formula({ Failed: queue.avg() }, ({ Failed }) => Failed),
      '"Failed" is not a valid query name in a formula: it must start with a lowercase letter and contain only lowercase letters, digits, and "_".',
    ],
    [() => queryText(runs as never), "A metric alone is not a query: add a space aggregator, such as sum() or avg()."],
    [() => queryText(runs as never), "A metric alone is not a query: add a space aggregator, such as sum() or avg()."],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("arithmetic", () => {
  const failed = runs.sum().where({ status: "failed" }).asCount();
  test.each([
    [
      failed.dividedBy(runs.sum().asCount()).times(100),
      "sum:pipeline.runs{status:failed}.as_count() / sum:pipeline.runs{*}.as_count() * 100",
    ],
    [
      constant(100).times(constant(1).minus(failed.dividedBy(runs.sum().asCount()))),
      "100 * (1 - sum:pipeline.runs{status:failed}.as_count() / sum:pipeline.runs{*}.as_count())",
    ],
    [load.plus(1).negated(), `-(${LOAD} + 1)`],
    [load.minus(-3), `${LOAD} - -3`],
    [load.minus("avg:other{*} by {host}"), `${LOAD} - avg:other{*} by {host}`],
    [ratio(errors.sum(), runs.sum()), "sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count()"],
    [
      ratio(errors.sum().asRate(), runs.sum().asCount()),
      "sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count()",
    ],
    [
      ratio(errors.sum().plus(failed), "sum:pipeline.runs{*}.rollup(sum, 60)"),
      "(sum:pipeline.errors{*}.as_count() + sum:pipeline.runs{status:failed}.as_count()) / sum:pipeline.runs{*}.as_count().rollup(sum, 60)",
    ],
  ])("%s", (query, text) => {
    expect(query.text).toBe(text);
  });
});

describe("functions", () => {
  // Names and arguments as https://docs.datadoghq.com/dashboards/functions/ has them.
  test.each([
    [abs(load), `abs(${LOAD})`],
    [log2(load), `log2(${LOAD})`],
    [log10(load), `log10(${LOAD})`],
    [cumsum(load), `cumsum(${LOAD})`],
    [integral(load), `integral(${LOAD})`],
    [defaultZero(load), `default_zero(${LOAD})`],
    [excludeNull(load), `exclude_null(${LOAD})`],
    [clampMin(load, 1), `clamp_min(${LOAD}, 1)`],
    [clampMax(load, 1), `clamp_max(${LOAD}, 1)`],
    [cutoffMin(load, -1), `cutoff_min(${LOAD}, -1)`],
    [cutoffMax(load, 0.5), `cutoff_max(${LOAD}, 0.5)`],
    [countNonzero(load), `count_nonzero(${LOAD})`],
    [countNotNull(load), `count_not_null(${LOAD})`],
    [perSecond(load), `per_second(${LOAD})`],
    [perMinute(load), `per_minute(${LOAD})`],
    [perHour(load), `per_hour(${LOAD})`],
    [dt(load), `dt(${LOAD})`],
    [diff(load), `diff(${LOAD})`],
    [monotonicDiff(load), `monotonic_diff(${LOAD})`],
    [derivative(load), `derivative(${LOAD})`],
    [throughput(load), `throughput(${LOAD})`],
    [autosmooth(load), `autosmooth(${LOAD})`],
    [ewma(load, 5), `ewma_5(${LOAD})`],
    [rollingMedian(load, 9), `median_9(${LOAD})`],
    [rollingAverage(load, 13), `rollingavg_13(${LOAD})`],
    [robustTrend(load), `robust_trend(${LOAD})`],
    [trendLine(load), `trend_line(${LOAD})`],
    [piecewiseConstant(load), `piecewise_constant(${LOAD})`],
    [secondsBefore(load, 3600), `timeshift(${LOAD}, -3600)`],
    [hourBefore(load), `hour_before(${LOAD})`],
    [dayBefore(load), `day_before(${LOAD})`],
    [weekBefore(load), `week_before(${LOAD})`],
    [monthBefore(load), `month_before(${LOAD})`],
    [calendarShift(load, "-1w", "Europe/Madrid"), `calendar_shift(${LOAD}, '-1w', 'Europe/Madrid')`],
    [movingRollup(load, 60, "max"), `moving_rollup(${LOAD}, 60, 'max')`],
    [top(load), `top(${LOAD}, 10, 'mean', 'desc')`],
    [top(load, 5, "l2norm", "asc"), `top(${LOAD}, 5, 'l2norm', 'asc')`],
    [bottom(load, 25, "last"), `top(${LOAD}, 25, 'last', 'asc')`],
    [applyFunction("reduce", load, ["avg"]), `reduce(${LOAD}, 'avg')`],
    [anomalies(load, "basic", 2), `anomalies(${LOAD}, 'basic', 2)`],
    [
      anomalies(load, "agile", 2, {
        direction: "above",
        alertWindow: "last_15m",
        interval: 60,
        countDefaultZero: true,
        seasonality: "weekly",
      }),
      `anomalies(${LOAD}, 'agile', 2, direction='above', alert_window='last_15m', interval=60, count_default_zero='true', seasonality='weekly')`,
    ],
    [
      forecast(load, "linear", 1, { interval: "60m", history: "1w", model: "simple" }),
      `forecast(${LOAD}, 'linear', 1, interval='60m', history='1w', model='simple')`,
    ],
    [forecast(load, "seasonal", 2, { seasonality: "daily" }), `forecast(${LOAD}, 'seasonal', 2, seasonality='daily')`],
    [forecast(load, "linear", 1), `forecast(${LOAD}, 'linear', 1)`],
    [outliers(load, "DBSCAN", 3), `outliers(${LOAD}, 'DBSCAN', 3)`],
    [outliers(load, "scaledMAD", 3, 20), `outliers(${LOAD}, 'scaledMAD', 3, 20)`],
  ])("%s", (query, text) => {
    expect(query.text).toBe(text);
  });
});

describe("formulas", () => {
  test("name their queries as the author does", () => {
    const success = formula(
      { failed: runs.sum().where({ status: "failed" }).asCount(), all: "sum:pipeline.runs{*}.as_count()" },
      ({ failed, all }) => constant(100).times(constant(1).minus(failed.dividedBy(all))),
    );
    expect(success.text).toBe("100 * (1 - failed / all)");
    expect(Object.entries(success.queries).map(([name, query]) => `${name} = ${query.text}`)).toEqual([
      "failed = sum:pipeline.runs{status:failed}.as_count()",
      "all = sum:pipeline.runs{*}.as_count()",
    ]);
  });

  test("are made of any expression, each metric query once", () => {
    const all = runs.sum().asCount();
    const { text, queries } = formulaOf(top(ratio(errors.sum(), all).plus(weekBefore(all)).negated(), 5));
    expect(text).toBe("top(-(query1 / query2 + week_before(query2)), 5, 'mean', 'desc')");
    expect(Object.values(queries).map((query) => query.text)).toEqual([
      "sum:pipeline.errors{*}.as_count()",
      "sum:pipeline.runs{*}.as_count()",
    ]);
  });
});

describe("conditions", () => {
  // Forms of https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
  test.each([
    [sum("last_5m", runs.sum().asCount()).above(3), "sum(last_5m):sum:pipeline.runs{*}.as_count() > 3"],
    [avg("last_1h", load).atOrAbove(2.5), `avg(last_1h):${LOAD} >= 2.5`],
    [min("last_1d", load).below(-1), `min(last_1d):${LOAD} < -1`],
    [max("current_1mo", load).atOrBelow(0), `max(current_1mo):${LOAD} <= 0`],
    [percentile("last_5m", latency.p95()).above(1), "percentile(last_5m):p95:api.latency{*} > 1"],
    [overTime("sum", "last_2w", load).above(3), `sum(last_2w):${LOAD} > 3`],
    [avg("last_5m", load).changeSince("last_1h").above(50), `change(avg(last_5m),last_1h):${LOAD} > 50`],
    [avg("last_5m", load).percentChangeSince("60m_ago").below(-50), `pct_change(avg(last_5m),60m_ago):${LOAD} < -50`],
    [avg("last_4h", anomalies(load, "agile", 2)).atOrAbove(1), `avg(last_4h):anomalies(${LOAD}, 'agile', 2) >= 1`],
    [min("next_1w", forecast(load, "linear", 1)).below(0), `min(next_1w):forecast(${LOAD}, 'linear', 1) < 0`],
    [sum("last_5m", "sum:a{*}/sum:b{*}").above(0.1), "sum(last_5m):sum:a{*} / sum:b{*} > 0.1"],
  ])("%s", (condition, text) => {
    expect(condition.text).toBe(text);
    const read = parseMonitorQuery(text);
    expect(read.ok && sameNode(read.node, condition.node)).toBe(true);
  });

  test("carry what a monitor and its message say", () => {
    const condition = avg("last_15m", latency.avg().by("route", "env")).above(300, {
      warning: 240,
      recovery: 280,
      warningRecovery: 200,
    });
    expect(condition).toMatchObject({
      text: "avg(last_15m):avg:api.latency{*} by {route,env} > 300",
      comparator: ">",
      critical: 300,
      warning: 240,
      recovery: 280,
      warningRecovery: 200,
      thresholdText: "300",
      window: { form: "last", amount: 15, unit: "m" },
      windowText: "15 minutes",
      groups: ["route", "env"],
    });
  });

  test.each([
    ["last_1m", "1 minute"],
    ["last_4h", "4 hours"],
    ["last_1d", "1 day"],
    ["next_2w", "2 weeks"],
    ["current_1mo", "1 month"],
  ] as const)("say the window %s as %s", (window, words) => {
    expect(sum(window, load).above(1).windowText).toBe(words);
  });

  test("know the groups of whatever stands in them", () => {
    const grouped = rawQuery("top((sum:a{*} by {x} + -sum:b{*} by {y}) by {z}, 10, 'mean', 'desc')");
    expect(groupsOf(grouped.node)).toEqual(["x", "z", "y"]);
  });

  test("which a count of groups leaves none of", () => {
    const counted = rawQuery("count_nonzero(avg:a{*} by {x}) / count_not_null(avg:a{*} by {x}) + avg:b{*} by {y}");
    expect(groupsOf(counted.node)).toEqual(["y"]);
  });
});

describe("raw text", () => {
  test("is read at once and comes back in canonical form", () => {
    expect(rawQuery("sum:a{ x:y , z:w } by { k }.as_count( )").text).toBe("sum:a{x:y,z:w} by {k}.as_count()");
    expect(queryText("avg:a{*}/2")).toBe("avg:a{*} / 2");
  });

  test("with an interpolation is taken as it stands", () => {
    expect(rawQuery("avg:a{env:${var.env}}").text).toBe("avg:a{env:${var.env}}");
  });

  test.each([
    [
      "sum:pipeline.runs{status:failed",
      `The query "sum:pipeline.runs{status:failed" cannot be used:
The scope that starts here is not closed: a \`}\` is missing.
  sum:pipeline.runs{status:failed
                   ^`,
    ],
    [
      "smu:pipeline.runs{*}",
      `The query "smu:pipeline.runs{*}" cannot be used:
\`smu\` is not a space aggregator: use avg, sum, min, max, count, stddev, histogram, or a percentile such as p95.
  smu:pipeline.runs{*}
  ^^^`,
    ],
    [
      "avg:a{*}, avg:b{*}",
      `The query "avg:a{*}, avg:b{*}" cannot be used:
Expected one query, but got 2 separated by commas: pass them separately.`,
    ],
  ])("%s is refused where it is wrong", (text, message) => {
    expect(() => sum("last_5m", text)).toThrow(new Error(message));
  });
});

describe("metrics say how they are stored", () => {
  test("a counter as a rate over ten seconds", () => {
    expect(runs).toMatchObject({ name: "pipeline.runs", reported: "counter", type: "rate", statsdInterval: 10 });
  });

  test("what an agent check reports as it says", () => {
    expect(count("a.b", { description: "" })).toMatchObject({ reported: "agent", type: "count" });
    expect(rate("a.b", { description: "", perUnit: "second" }).statsdInterval).toBeUndefined();
    expect(rate("a.b", { description: "", interval: 10 }).statsdInterval).toBe(10);
  });

  test("a distribution with percentiles only if it is said", () => {
    expect(latency.percentiles).toBe(true);
    expect(distribution("a.b", { description: "" }).percentiles).toBe(false);
  });

  // The five of https://docs.datadoghq.com/metrics/types/?tab=histogram
  test.each([histogram, timer])("a histogram or timer as five", (define) => {
    const family = define("job.time", { description: "Time of a job", unit: "second", tags: ["job"] });
    expect(family.metrics.map(({ name, type, unit, statsdInterval }) => [name, type, unit, statsdInterval])).toEqual([
      ["job.time.avg", "gauge", "second", undefined],
      ["job.time.median", "gauge", "second", undefined],
      ["job.time.max", "gauge", "second", undefined],
      ["job.time.95percentile", "gauge", "second", undefined],
      ["job.time.count", "rate", "sample", 10],
    ]);
    expect([family.avg(), family.median(), family.max(), family.p95(), family.count().asCount()].map(String)).toEqual([
      "avg:job.time.avg{*}",
      "avg:job.time.median{*}",
      "max:job.time.max{*}",
      "avg:job.time.95percentile{*}",
      "sum:job.time.count{*}.as_count()",
    ]);
    expect(family.members.max.min().by("job").text).toBe("min:job.time.max{*} by {job}");
  });

  test("print() and text agree", () => {
    expect(print(runs.sum().node)).toBe(runs.sum().text);
  });
});
