import { checkMetricQuery, checkMonitorQuery } from "../../../../datadog/query";

/** What `wrong-argument` stands at, and its suggestion. */
function shown(text: string, check: typeof checkMetricQuery | typeof checkMonitorQuery): string[] {
  return check(text)
    .filter((finding) => finding.check === "wrong-argument")
    .map(({ range, suggestion }) => {
      const place = range ? text.slice(range.start, range.end) : "nowhere";
      return suggestion === undefined ? place : `${place} → ${suggestion}`;
    });
}

const query = (text: string) => shown(text.replaceAll("Q", "avg:a.b{*} by {host}"), checkMetricQuery);
const monitor = (text: string) => shown(text.replaceAll("Q", "avg:a.b{*} by {host}"), checkMonitorQuery);

// https://docs.datadoghq.com/dashboards/functions/rollup/
describe("rollup", () => {
  test.each([
    ["Q.rollup(avrage, 60)", ["avrage → avg"]],
    ["Q.rollup(median, 60)", ["median"]],
    ["Q.rollup('60s')", ["'60s' → 60"]],
    ["Q.rollup(avg, '1h')", ["'1h' → 3600"]],
    ["Q.rollup(avg, dialy)", ["dialy → daily"]],
    ["Q.rollup(sum, 0)", ["0"]],
    ["Q.rollup(sum, -60)", ["-60"]],
    ["Q.rollup(sum, 1.5)", ["1.5"]],
    ["Q.rollup(sum, 60, 30)", ["30"]],
    ["Q.rollup({host})", ["{host}"]],
  ])("%s", (text, expected) => expect(query(text)).toEqual(expected));

  test.each([
    ...["Q.rollup(avg)", "Q.rollup(60)", "Q.rollup(sum, 120)", "Q.rollup('max', 60)", "Q.rollup(avg, 604800)"],
    ...["Q.rollup(sum, daily)", "Q.rollup('daily')", "Q.rollup(sum, monthly, 'America/Denver')", "Q.rollup($how, 60)"],
  ])("%s is fine", (text) => expect(query(text)).toEqual([]));
});

// https://docs.datadoghq.com/dashboards/functions/interpolation/
describe("fill and the modifiers without arguments", () => {
  test.each([
    ["Q.fill(linear, 3600)", ["3600"]],
    ["Q.fill(linaer)", ["linaer → linear"]],
    ["Q.fill(null, 60, 60)", ["60"]],
    ["Q.fill()", ["fill()"]],
    ["Q.fill(last, 'x')", ["'x'"]],
    ["Q.fill(last, '5m')", ["'5m' → 300"]],
    ["Q.as_count(60)", ["60"]],
    ["Q.as_rate(sum)", ["sum"]],
    ["Q.weighted('x')", ["'x'"]],
  ])("%s", (text, expected) => expect(query(text)).toEqual(expected));

  test.each(["Q.fill(zero)", "Q.fill(last, 600)", "Q.fill(60)", "Q.fill(-1)", "Q.fill('linear', 0)", "Q.as_count()"])(
    "%s is fine",
    (text) => expect(query(text)).toEqual([]),
  );
});

// https://docs.datadoghq.com/dashboards/functions/rank/, …/exclusion/, …/timeshift/, …/rollup/#moving-rollup
describe("functions", () => {
  test.each([
    ["top(Q, 7, 'median', 'desc')", ["7", "'median' → mean"]],
    ["top(Q, 7, 'median')", ["7", "'median' → mean"]],
    ["top(Q, 10, 'average', 'desc')", ["'average' → mean"]],
    ["top(Q, 10, 'mean', 'descending')", ["'descending' → desc"]],
    ["top(Q, '10', 'mean', 'desc')", ["'10' → 10"]],
    ["top(Q, 10, 'desc', 'mean')", ["'desc'", "'mean'"]],
    ["top(Q, 10)", ["top", "top"]],
    ["top(Q, 10, 'mean', 'desc', 3)", ["3"]],
    ["top5_max(Q, 5)", ["5"]],
    ["abs() + Q", ["abs"]],
    ["abs('x') + Q", ["'x'"]],
    ["abs(3) + Q", ["3"]],
    ["ewma_5(Q, 3)", ["3"]],
    ["clamp_min(Q)", ["clamp_min"]],
    ["clamp_max(Q, 'high')", ["'high'"]],
    ["cutoff_min(Q, Q)", ["avg:a.b{*} by {host}"]],
    ["timeshift(Q, '1h')", ["'1h'"]],
    ["timeshift(Q, -0.5)", ["-0.5"]],
    ["timeshift(Q)", ["timeshift"]],
    ["calendar_shift(Q, '1d', 'UTC')", ["'1d'"]],
    ["calendar_shift(Q, '-1y', 'UTC')", ["'-1y'"]],
    ["calendar_shift(Q, '-1d', 'Paris')", ["'Paris'"]],
    ["moving_rollup(Q, 60)", ["moving_rollup"]],
    ["moving_rollup(Q, '5m', 'sum')", ["'5m' → 300"]],
    ["moving_rollup(Q, 60, 'mean')", ["'mean' → avg"]],
    ["max(Q, 'host')", ["'host'"]],
    ["max(Q, {host}, {env})", ["{env}"]],
    ["default_zero(Q, 0)", ["0"]],
    ["hour_before(Q, 2)", ["2"]],
  ])("%s", (text, expected) => expect(query(text)).toEqual(expected));

  test.each([
    ...["top(Q, 25, 'l2norm', 'asc')", "bottom20_area(Q)", "top5(Q)", "top(Q, $limit, 'mean', 'desc')"],
    ...["clamp_min(Q, -0.5)", "cutoff_max(Q, 1e6)", "timeshift(Q, -1209600)", "timeshift(Q, 40)"],
    ...["calendar_shift(Q, '-1mo', 'America/New_York')", 'calendar_shift(Q, "-4w", "UTC")'],
    ...["moving_rollup(Q, 300, 'sum')", "max(Q, {host})", "avg(Q, Q)", "rollup(Q, 'p95', 1800)"],
    // not documented
    ...["reduce(Q, 'avg')", "round(Q)", "pow(Q)", "made_up(Q, 'x', {host})"],
  ])("%s is fine", (text) => expect(query(text)).toEqual([]));
});

// https://docs.datadoghq.com/monitors/types/anomaly/, …/outlier/, …/forecasts/
describe("algorithms in monitors", () => {
  test.each([
    ["avg(last_4h):anomalies(Q, 'fancy', 2) >= 1", ["'fancy'"]],
    ["avg(last_4h):anomalies(Q, 'agil', 2) >= 1", ["'agil' → agile"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, direction='up') >= 1", ["'up' → above"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, direktion='both') >= 1", ["direktion='both' → direction"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, seasonality='yearly') >= 1", ["'yearly'"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, alert_window='15 minutes') >= 1", ["'15 minutes'"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, count_default_zero='yes') >= 1", ["'yes'"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, count_default_zero='flase') >= 1", ["'flase' → false"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, count_default_zero='ture') >= 1", ["'ture' → true"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, interval=0) >= 1", ["0"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, timezone='Mars/Base') >= 1", ["'Mars/Base'"]],
    ["avg(last_4h):anomalies(Q, 'agile', 0) >= 1", ["0"]],
    ["avg(last_4h):anomalies(Q, 'agile') >= 1", ["anomalies"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, 'both') >= 1", ["'both'"]],
    ["avg(last_4h):anomalies(Q, 2, 'agile') >= 1", ["2", "'agile'"]],
    ["avg(last_4h):anomalies(Q, 'agile', 2, interval=60, interval=60) >= 1", ["interval=60"]],
    ["avg(last_1h):outliers(Q, 'DBSCAN') > 0", ["outliers"]],
    ["avg(last_1h):outliers(Q, 'DBSCANN', 3) > 0", ["'DBSCANN' → DBSCAN"]],
    ["avg(last_1h):outliers(Q, 'MAD', 3, 120) > 0", ["120"]],
    ["avg(last_1h):outliers(avg:a.b{*}, 'DBSCAN', 3) > 0", ["outliers"]],
    ["max(next_1w):forecast(Q, 'cubic', 1) > 3", ["'cubic'"]],
    ["max(next_1w):forecast(Q, 'linear', 0.5) > 3", ["0.5"]],
    ["max(next_1w):forecast(Q, 'linear', 1, model='reactiv') > 3", ["'reactiv' → reactive"]],
    ["max(next_1w):forecast(Q, 'linear', 1, history='a week') > 3", ["'a week'"]],
  ])("%s", (text, expected) => expect(monitor(text)).toEqual(expected));

  test.each([
    "avg(last_1h):anomalies(Q, 'basic', 3, direction='above', alert_window='last_5m', interval=20, count_default_zero='true') >= 1",
    "avg(last_12h):anomalies(Q, 'agile', 2, direction='above', interval=120, alert_window='last_15m', seasonality='weekly', timezone='utc', count_default_zero=false) > 0.5",
    "max(next_1w):forecast(Q, 'linear', 1, interval='60m', history='1mo', model='default') >= 0.9",
    "min(next_12h):forecast(Q, 'seasonal', 2, interval=1200, seasonality='daily') <= 10",
    "avg(last_1h):outliers(Q, 'scaledMAD', 3.0, 90) > 0",
    "avg(last_1h):outliers(Q, 'dbscan', 0.33) > 0",
    'formula("outliers(query1, \'DBSCAN\', 3)").last("1h") > 0',
  ])("%s is fine", (text) => expect(monitor(text)).toEqual([]));
});

// https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
describe("chains", () => {
  test.each([
    ['logs("a").index("*").rollup("count") > 3', ['rollup("count")']],
    ['logs("a").index("*").last("5m") > 3', ['last("5m")']],
    ['logs("a").index("*").rollup("avg").last("5m") > 3', ['rollup("avg")']],
    ['logs("a").index("*").rollup("average", "@d").last("5m") > 3', ['"average" → avg']],
    ['logs("a").index("*").rollup("count").last("30d") > 3', ['"30d"']],
    ['logs("a").index("*").rollup("count").last("5 minutes") > 3', ['"5 minutes"']],
    ['logs("a").index("*").rollup("count").last(5) > 3', ["5"]],
    ['logs("a").index("*").rollup("count").by("a,b,c,d,e").last("5m") > 3', ['by("a,b,c,d,e")']],
    ['logs("a").index("*").rollup("count").by("a","b","c","d","e").last("5m") > 3', ['by("a","b","c","d","e")']],
    ['logs("a").index("").rollup("count").last("5m") > 3', ['""']],
    ['logs("a").index().rollup("count").last("5m") > 3', ["index()"]],
    ['logs("a").over("b").index("*").rollup("count").last("5m") > 3', ['over("b")']],
    ['error-tracking("a").source("android").new().rollup("count").by("@issue.id").last("1h") > 3', ['"android"']],
    ['error-tracking("a").source("all").new().rollup("count").by("service").last("1h") > 3', ['by("service")']],
    ['error-tracking("a").source("all").new().rollup("count").last("1h") > 3', ['last("1h")']],
    ['"a.b".over("*").by("host").last("5m").count_by_status()', ['"5m"']],
    ['"a.b".over("*").by("host").last(0).count_by_status()', ["0"]],
    ['"a.b".over("*").by("host").last(2)', ["last(2)"]],
    ['"a.b".over("*").rollup("count").last(2).count_by_status()', ['rollup("count")']],
    ['error_budget("abc").over("14d") > 75', ['"14d"']],
    ['burn_rate("abc").over("30d").long_window("1h") > 14.4', ['long_window("1h")']],
    ['formula("a / b") > 3', ['formula("a / b") > 3']],
    ['formula("a").last("1d").anomaly(direction="up") > 3', ['"up" → above']],
    ['formula("a").rollup("median2").last("1d") > 3', ['"median2" → median']],
  ])("%s", (text, expected) => expect(monitor(text)).toEqual(expected));

  test.each([
    'logs("a").index("main","other").rollup("pc95", "@duration").by("a,b,c,d").last("2d") > 3',
    'logs("a").index("*").rollup("cardinality", "@usr.id").current("1d") > 3',
    'events("a").rollup("count").by("b").last("1h") > 3',
    'error-tracking("a").source("browser").impact().rollup("count").by("issue.id,service").last("1h") > 3',
    'processes("java").over("role:es").rollup("count").by("host").last("10m") < 1',
    '"a.b".over("*").exclude("x:y").by("host").last(5).count_by_status()',
    'formula("a").last("30d").anomaly(direction="both", threshold=10) > 3',
    'formula("a").last("7d").change(type="relative", shift="1w") > 3',
    'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
  ])("%s is fine", (text) => expect(monitor(text)).toEqual([]));
});

test("a finding names the value, what is allowed, and the call", () => {
  const message = (text: string) => checkMetricQuery(text).map((finding) => finding.message);
  expect(message("avg:a.b{*}.rollup(avrage, 60)")).toEqual([
    "`avrage` is not a valid aggregator for `.rollup()`: use avg, sum, min, max or count.",
  ]);
  expect(message("avg:a.b{*}.fill(linear, 3600)")).toEqual([
    "`3600` is not a valid limit for `.fill()`: use a whole number of seconds from 0 to 600.",
  ]);
  expect(message("clamp_min(avg:a.b{*})")).toEqual([
    "`clamp_min()` is missing its threshold (a number): use `clamp_min(series, threshold)`.",
  ]);
  expect(message("log2(avg:a.b{*}, 3)")).toEqual(["`3` is one argument too many for `log2()`: use `log2(series)`."]);
});
