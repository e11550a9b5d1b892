import {
  checkMonitorQuery,
  explain,
  type ParseResult,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  type QueryNode,
} from "../../../datadog/query";
import { errorRate } from "../../../monitors/error-rate";
import { failure } from "../../../monitors/failure";
import { slowStage } from "../../../monitors/slow-stage";
import { corpusLines, describeCorpus } from "../../corpus";

function said(result: ParseResult<QueryNode>): string {
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return explain(result.node);
}

const lines = (...text: string[]) => text.join("\n");
const every = "Datadog evaluates it every minute.";
const single = "There is a single alert for all groups.";

describe("monitors over metrics", () => {
  test.each([
    [
      "sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3",
      "Alerts when the total count of pipeline.runs where status is failed, over the last 5 minutes, is above 3.",
      single,
      every,
    ],
    [
      "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
      "Alerts when the average of pipeline.stage.duration over the last 15 minutes is above 300.",
      "It alerts separately for each stage.",
      every,
    ],
    [
      "sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count() > 0.1",
      "Alerts when the total count of pipeline.errors divided by the total count of pipeline.runs, each count added up over the last 5 minutes, is above 0.1.",
      single,
      every,
    ],
    [
      "min(last_30m):max:jobs.pending{*} by {host,env} >= 1",
      "Alerts when the highest jobs.pending is at least 1 during all of the last 30 minutes.",
      "It alerts separately for each combination of host and env.",
      every,
    ],
    [
      "max(last_1d):avg:queue.depth{!queue:test-*} == 0",
      "Alerts when the average of queue.depth where queue does not begin with test-, at its highest over the last day, is exactly 0.",
      single,
      // windows of 24 to 48 hours: every 10 minutes
      "Datadog evaluates it every 10 minutes.",
    ],
    [
      "avg(last_1w):100 * (1 - avg:a.ok{*} / avg:a.all{*}) < 99.5",
      "Alerts when 100 * (1 - a / b), averaged over the last week, is below 99.5, where",
      "  a is the average of a.ok,",
      "  b is the average of a.all.",
      single,
      "Datadog evaluates it every 30 minutes.",
    ],
    [
      "sum(current_1mo):sum:cost.total{*}.as_count() > 1000",
      "Alerts when the total count of cost.total over the current month so far is above 1000.",
      single,
    ],
    [
      "avg(last_5m):avg:disk.used{*} by {host} / avg:disk.total{*} by {host} * 100 > 90",
      "Alerts when the average of disk.used as a percentage of the average of disk.total, averaged over the last 5 minutes, is above 90.",
      "It alerts separately for each host.",
      every,
    ],
    [
      "avg(last_5m):p99:web.latency{env IN (prod,staging) AND (team:a OR team:b)} > 2",
      "Alerts when the 99th percentile of web.latency where env is prod or staging and (team is a or team is b), averaged over the last 5 minutes, is above 2.",
      single,
      every,
    ],
    [
      "pct_change(avg(last_5m),last_1h):avg:system.load.1{*} by {host} > 50",
      "Alerts when the average of system.load.1, averaged over the last 5 minutes, has risen by more than 50 % compared with 1 hour earlier.",
      "It alerts separately for each host.",
      every,
    ],
    [
      "change(sum(last_10m),5m_ago):sum:a.b{*}.as_count() < -3",
      "Alerts when the total count of a.b, added up over the last 10 minutes, has dropped by more than 3 compared with 5 minutes earlier.",
      single,
      every,
    ],
    [
      "avg(last_4h):anomalies(avg:web.hits{*}, 'agile', 2, direction='above', alert_window='last_15m', interval=60, count_default_zero='true', seasonality='daily') >= 0.8",
      "Alerts when at least 80 % of the values of the average of web.hits, within the last 15 minutes, are above the usual range.",
      single,
      "The usual range comes from the agile algorithm, which learns the daily pattern, and reaches 2 deviations to each side, in steps of 1 minute.",
      every,
    ],
    [
      "max(next_1w):forecast(avg:system.disk.in_use{*} by {host}, 'linear', 1, interval='60m', history='1w', model='default') >= 0.9",
      "Alerts when the average of system.disk.in_use is forecast to be at least 0.9 at some time within the next week.",
      "It alerts separately for each host.",
      "The forecast is linear, made from the last week, in steps of 1 hour; the edge of a band of 1 deviation counts.",
    ],
    [
      "avg(last_30m):outliers(avg:system.load.1{role:web} by {host}, 'DBSCAN', 2) > 0",
      "Alerts when one host behaves differently from the others over the last 30 minutes, based on the average of system.load.1 where role is web.",
      "It alerts separately for each host.",
      "Outliers are found by DBSCAN, with a tolerance of 2.",
      every,
    ],
  ])("%s", (query, ...expected) => expect(said(parseMonitorQuery(query))).toBe(lines(...expected)));
});

// each rule with the page that it comes from
describe("what is easily said wrong", () => {
  test.each([
    // with as_count() in arithmetic, each operand is aggregated first: monitors/guide/as-count-in-monitor-evaluations
    [
      "max(last_5m):sum:e{*}.as_count() / sum:t{*}.as_count() > 0.1",
      "Alerts when the total count of e divided by the total count of t, each count at its highest over the last 5 minutes, is above 0.1.",
      single,
      every,
    ],
    [
      "min(last_5m):sum:e{*}.as_rate() / sum:t{*}.as_rate() > 0.1",
      "Alerts when the total rate per second of e divided by the total rate per second of t is above 0.1 during all of the last 5 minutes.",
      single,
      every,
    ],
    // nested space aggregation: metrics/nested-queries
    [
      "max(last_5m):max(avg:q{*} by {cluster,host}, {cluster}) > 5",
      "Alerts when the highest, for each cluster, of the average of q for each combination of cluster and host, is above 5 at any time in the last 5 minutes.",
      "It alerts separately for each cluster.",
      every,
    ],
    // one series, however many groups there are: dashboards/functions/rate
    [
      "max(last_1h):dt(avg:q{*} by {host}) > 120",
      "Alerts when the time in seconds between the points, across all groups, of the average of q for each host, is above 120 at any time in the last hour.",
      single,
      every,
    ],
    // only the series that are kept are evaluated: dashboards/functions/rank
    [
      "avg(last_5m):top(avg:q{*} by {host}, 10, 'mean', 'desc') > 5",
      "Alerts when the average of q, averaged over the last 5 minutes, is above 5.",
      "It alerts separately for each host.",
      "Only the 10 series of the average of q with the highest average are evaluated; the others cannot alert.",
      every,
    ],
    // the basic algorithm knows no seasons: monitors/types/anomaly
    [
      "avg(last_4h):anomalies(sum:q{*}.as_count(), 'basic', 3, count_default_zero='false', seasonality='weekly') >= 1",
      "Alerts when all of the values of the total count of q, within the last 4 hours, are outside the usual range.",
      single,
      "The usual range comes from the basic algorithm and reaches 3 deviations to each side.",
      "Missing counts are not treated as 0.",
      every,
    ],
    [
      "avg(last_1d):anomalies(sum:q{*}, 'robust', 3, alert_window='last_1h', interval='5m', seasonality='weekly', timezone='Europe/Paris') >= 1",
      "Alerts when all of the values of the sum of q, within the last hour, are outside the usual range.",
      single,
      "The usual range comes from the robust algorithm, which learns the weekly pattern in Europe/Paris, and reaches 3 deviations to each side, in steps of 5 minutes.",
      "Datadog evaluates it every 10 minutes.",
    ],
    // monitors/types/forecasts
    [
      "min(next_1w):forecast(avg:q{*}, 'linear', 2, interval=3600, model='reactive') < 5",
      "Alerts when the average of q is forecast to be below 5 at some time within the next week.",
      single,
      "The forecast is linear (the reactive model), in steps of 1 hour; the edge of a band of 2 deviations counts.",
    ],
    // the percentage is for the MAD algorithms: dashboards/functions/algorithms
    [
      "avg(last_30m):outliers(avg:q{*} by {host}, 'MAD', 3, 20) > 0",
      "Alerts when one host behaves differently from the others over the last 30 minutes, based on the average of q.",
      "It alerts separately for each host.",
      "Outliers are found by MAD, with a tolerance of 3, when at least 20 % of its points lie apart.",
      every,
    ],
    // a group without events does not exist: monitors/types/log
    [
      'logs("x").index("*").rollup("count").by("service").last("5m") < 1',
      "Alerts when there are no logs that match `x` in the last 5 minutes.",
      "It alerts only when no service has any events: a single service without events is not evaluated.",
    ],
    [
      'logs("x").index("*").rollup("count").by("service").last("5m") < 10',
      "Alerts when there are fewer than 10 logs that match `x` in the last 5 minutes.",
      "It alerts separately for each service with at least one event, and for missing events only when every service has none.",
    ],
    ["no_query", "The monitor has no query: a Synthetic test determines when it alerts."],
    [
      'formula("query1").rollup("sum").last("7d") > threshold',
      "Alerts when query1, added up over the last 7 days, is above the result of the monitor's `critical_query`.",
      single,
      "The monitor's variables define query1.",
    ],
  ])("%s", (query, ...expected) => expect(said(parseMonitorQuery(query))).toBe(lines(...expected)));

  // a change is now less before, negative where the value dropped: monitors/types/metric
  test.each([
    ["pct_change", "< -50", "dropped by more than 50 %"],
    ["pct_change", "<= -50", "dropped by at least 50 %"],
    ["pct_change", "> -50", "risen, stayed the same, or dropped by less than 50 %"],
    ["change", "> 0", "risen"],
    ["change", ">= 5", "risen by at least 5"],
    ["change", "< 5", "dropped, stayed the same, or risen by less than 5"],
    ["change", "<= 0", "dropped or stayed the same"],
    ["change", "== 0", "stayed the same"],
    ["change", "!= 0", "changed"],
  ])("%s … %s: has %s", (method, compared, words) => {
    const text = said(parseMonitorQuery(`${method}(avg(last_5m),1d_ago):avg:q{*} ${compared}`));
    expect(text.split("\n")[0]).toBe(
      `Alerts when the average of q, averaged over the last 5 minutes, has ${words} compared with 1 day earlier.`,
    );
  });
});

describe("other monitors", () => {
  test.each([
    [
      'logs("service:api status:error").index("main").rollup("count").by("@http.url").last("5m") > 10',
      "Alerts when there are more than 10 logs that match `service:api status:error` in the last 5 minutes.",
      "It alerts separately for each @http.url.",
      "It searches the index main.",
    ],
    [
      'audits("*").rollup("cardinality", "@usr.id").last("1h") >= 250',
      "Alerts when the number of different values of @usr.id in audit events, in the last hour, is at least 250.",
      single,
    ],
    [
      'processes("java").rollup("count").by("host,user").last("10m") > 50',
      "Alerts when there are more than 50 processes that match `java` in the last 10 minutes.",
      "It alerts separately for each combination of host and user.",
    ],
    [
      'logs("a").rollup("count").last("1d").anomaly(direction="above") >= 1',
      'Alerts when the number of logs that match `a`, treated by `anomaly(direction="above")`, in the last day, is at least 1.',
      single,
    ],
    [
      'error-tracking("*").source("browser").new().rollup("count").by("@issue.id").last("1d") > 0',
      "Alerts when there are any new browser errors in the last day.",
      "It alerts separately for each @issue.id.",
    ],
    [
      '"ntp.in_sync".over("*").by("*").last(2).count_by_status()',
      "Watches the service check ntp.in_sync, and alerts when it was critical or warning often enough in a row.",
      "It alerts separately for each combination of tags.",
      "It looks at the last 2 runs of the check.",
      "The monitor's thresholds set how often that is.",
    ],
    [
      'processes("java").over("env:prod").by("host").rollup("count").last("10m") < 1',
      "Alerts when there are no processes of `env:prod` that match `java` in the last 10 minutes.",
      "It alerts separately for each host.",
    ],
    [
      'error-tracking("service:web").source("all").new().rollup("count").by("@issue.id").last("1h") > 0',
      "Alerts when there are any new errors that match `service:web` in the last hour.",
      "It alerts separately for each @issue.id.",
    ],
    [
      '"http.can_connect".over("env:prod").by("url").last(4).count_by_status()',
      "Watches the service check http.can_connect for `env:prod`, and alerts when it was critical or warning often enough in a row.",
      "It alerts separately for each url.",
      "It looks at the last 4 runs of the check.",
      "The monitor's thresholds set how often that is.",
    ],
    [
      'formula("query1 / query2 * 100").by("service").last("15m") > 5',
      "Alerts when query1 / query2 * 100, over the last 15 minutes, is above 5.",
      "It alerts separately for each service.",
      "The monitor's variables define query1 and query2.",
    ],
    [
      'error_budget("abc").over("7d") > 75',
      "Alerts when more than 75 % of the error budget of SLO abc for 7 days is used up.",
    ],
    [
      'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
      "Alerts when the error budget of SLO abc for 30 days burns at more than 14.4 times the rate that would just use it up, over both the last hour and the last 5 minutes.",
    ],
    ["(123 && !456) || 789", "Alerts when (monitor 123 alerts and monitor 456 does not alert) or monitor 789 alerts."],
  ])("%s", (query, ...expected) => expect(said(parseMonitorQuery(query))).toBe(lines(...expected)));
});

describe("metric queries", () => {
  test.each([
    ["avg:system.load.1{*} by {host}", "The average of system.load.1, one series for each host."],
    [
      "sum:hits{$env,path:*/api/*}.as_rate().rollup(sum, 3600).fill(last, 300)",
      "The total rate per second of hits where path contains /api/ filtered by the dashboard's $env, in steps of 1 hour (sums), gaps filled with the last value for up to 5 minutes.",
    ],
    ["system.load.1{*}", "The average (no space aggregator is set) of system.load.1."],
    ["count(v: v>=300):stage.duration{*}", "The number of values of stage.duration that are at least 300."],
    [
      "top(avg:a.b{*} by {host}, 10, 'mean', 'desc')",
      "The 10 series of the average of a.b with the highest average, one series for each host.",
    ],
    [
      "anomalies(avg:a.b{*}, 'agile', 2, direction='above', seasonality='daily')",
      "The average of a.b, with its usual range ('agile', 2, direction='above', seasonality='daily').",
    ],
    ["forecast(avg:a.b{*}, 'linear', 1)", "The average of a.b, with its forecast ('linear', 1)."],
    ["timeshift(avg:a.b{*}, -604800)", "The average of a.b, 1 week earlier."],
    ["100 * avg:a.b{*} / avg:a.c{*}", "The average of a.b as a percentage of the average of a.c."],
    ["(avg:a.b{*} * 100) / avg:a.c{*}", "The average of a.b as a percentage of the average of a.c."],
    ["avg:a.b{*} / avg:a.c{*} * 100", "The average of a.b as a percentage of the average of a.c."],
    ["100 * (avg:a.b{*} / avg:a.c{*})", "The average of a.b as a percentage of the average of a.c."],
    ["avg:a.b{*} * -1", "The average of a.b times -1."],
    ["-abs(avg:a.b{*})", "Computes minus the absolute value of the average of a.b."],
    ["-avg:a.b{*} + 5", lines("Computes -a + 5, where", "  a is the average of a.b.")],
    ["pow(avg:a.b{*}, -2)", "The average of a.b to the power of -2."],
    ["pow(2, avg:a.b{*})", "Computes 2 to the power of the average of a.b."],
    ["sum:a.b{*} by {x}.rollup(sum, monthly)", "The sum of a.b, in steps of a month (sums), one series for each x."],
    ["sum:a.b{*}.rollup(weekly, sum, 'Europe/Paris')", "The sum of a.b, in steps of a week (sums, Europe/Paris)."],
    // how many hosts there are is one number
    ["count_nonzero(avg:a.b{*} by {host})", "The number of non-zero series of the average of a.b for each host."],
    ["sum:a.b{*} by {x} / sum:a.b{*}", "The sum of a.b for each x divided by the sum of a.b, one series for each x."],
    ["avg:a.b{*}, avg:c.d{x:}", lines("2 queries:", "- The average of a.b.", "- The average of c.d where x is empty.")],
  ])("%s", (query, expected) => expect(said(parseMetricQuery(query))).toBe(expected));
});

describe("formulas", () => {
  test.each([
    ["query1 / query2 * 100", "Computes query1 / query2 * 100."],
    ["query1 - query2", "Computes query1 minus query2."],
    ["per_second(query1)", "The change per second of query1."],
    ["query1.as_rate().rollup(sum, 60)", "Computes query1, in steps of 1 minute (sums) as a rate per second."],
    ["query1.rollup(sum, 60).as_count()", "Computes query1, in steps of 1 minute (sums) as a count."],
    ["query1.rollup(sum, 60)", "Computes query1, in steps of 1 minute (sums)."],
    ["query1 * 100", "Computes query1 times 100."],
    ["100 / query1", "Computes 100 divided by query1."],
    ["abs(query1 + query2) * 3", "The absolute value of (query1 + query2) times 3."],
    [
      "calendar_shift(query2, '-1mo', 'America/New_York')",
      "Computes query2, 1 calendar month earlier in America/New_York.",
    ],
    ["calendar_shift(query2, '-2w', 'UTC')", "Computes query2, 2 calendar weeks earlier in UTC."],
    ["calendar_shift(query2, '--1d', 'UTC')", "Computes query2, at another time of the calendar (--1d) in UTC."],
    ["calendar_shift(query2, '-1y', 'UTC')", "Computes query2, at another time of the calendar (-1y) in UTC."],
    ["max(query3, query4)", "The highest of query3 and query4."],
  ])("%s", (query, expected) => expect(said(parseFormula(query))).toBe(expected));
});

test.each([
  ...["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "50th", "99th", "99.9th", "99.99th"],
  ...["91st", "0.1th", "10th"],
])("%s percentile", (ordinal) => {
  const number = ordinal.replace(/[a-z]+$/, "");
  expect(said(parseMetricQuery(`p${number}:a.b{*}`))).toBe(`The ${ordinal} percentile of a.b.`);
});

// The largest unit that divides it.
test.each([
  ["60", "1 minute"],
  ["90", "90 seconds"],
  ["59", "59 seconds"],
  ["3600", "1 hour"],
  ["5400", "90 minutes"],
  ["86400", "1 day"],
  ["129600", "36 hours"],
  ["604800", "1 week"],
  ["691200", "8 days"],
  ["1209600", "2 weeks"],
])("a step of %s seconds is %s", (seconds, words) => {
  expect(said(parseMetricQuery(`sum:a.b{*}.rollup(sum, ${seconds})`))).toBe(
    `The sum of a.b, in steps of ${words} (sums).`,
  );
});

test("a sum of thousands of terms is said, not recursed into", () => {
  const sum = Array.from({ length: 5000 }, (_, index) => `avg:m${index}{*}`).join(" + ");
  const text = said(parseMetricQuery(sum));
  expect(text.startsWith("Computes a + b + c")).toBe(true);
  expect(text.split("\n").at(-1)).toBe("  h192 is the average of m4999.");
});

test.each([
  [
    failure(),
    "Alerts when the total count of pipeline.runs where status is failed, over the last 5 minutes, is above 3.",
  ],
  [slowStage(), "Alerts when the average of pipeline.stage.duration over the last 15 minutes is above 300."],
  [
    errorRate(),
    "Alerts when the total count of pipeline.errors divided by the total count of pipeline.runs, each count added up over the last 5 minutes, is above 0.1.",
  ],
])("the shipped monitor $name", ({ query }, expected) => {
  expect(said(parseMonitorQuery(query)).split("\n")[0]).toBe(expected);
});

describeCorpus("real queries", () => {
  test.each([
    ["monitor_queries.txt", parseMonitorQuery],
    ["metric_queries.txt", parseMetricQuery],
    ["formulas.txt", parseFormula],
  ])("%s: each that can be read is said in whole sentences", (name, parse) => {
    for (const line of corpusLines(name)) {
      const result = parse(line);
      if (!result.ok) continue;
      const text = explain(result.node);
      expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object| {2}\w+ is \.| ,|\.\./);
      expect(text).toMatch(/^[A-Z0-9][\s\S]*\.$/);
    }
  });

  test("a query cut anywhere is checked without an exception", () => {
    for (const [index, line] of corpusLines("monitor_queries.txt").entries()) {
      for (let end = index % 7; end < line.length; end += 7) {
        expect(Array.isArray(checkMonitorQuery(line.slice(0, end)))).toBe(true);
      }
    }
  });
});

// each kind of condition, as https://docs.datadoghq.com/metrics/advanced-filtering/ lists them
test.each([
  ["host:*", "host is set"],
  ["host:web*", "host begins with web"],
  ["host:*web", "host ends with web"],
  ["host:*web*", "host contains web"],
  ["host:w*b", "host matches w*b"],
  ["!host:*", "host is not set"],
  ["!host:web*", "host does not begin with web"],
  ["!host:*web", "host does not end with web"],
  ["!host:*web*", "host does not contain web"],
  ["!host:w*b", "host does not match w*b"],
  ["host IN (a)", "host is a"],
  ["host IN (a,b)", "host is a or b"],
  ["host NOT IN (a)", "host is not a"],
  ["host NOT IN (a,b)", "host is none of a or b"],
  ["NOT host IN (a,b)", "host is none of a or b"],
  ["NOT host NOT IN (a,b)", "host is a or b"],
  ["!spot", "not tagged spot"],
  ["!$env", "$env does not apply"],
  ["env:a AND (host:a OR host:b)", "env is a and (host is a or host is b)"],
  ["NOT (host:a AND host:b)", "not (host is a and host is b)"],
])("the scope %s", (scope, expected) => {
  expect(said(parseMetricQuery(`avg:a.b{${scope}}`))).toBe(`The average of a.b where ${expected}.`);
});
