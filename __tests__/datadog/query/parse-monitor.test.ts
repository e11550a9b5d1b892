import { SEARCH_SOURCES } from "../../../datadog/query/nodes";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { read } from "./read";
import { sketchMonitor } from "./sketch";

const tree = (text: string) => sketchMonitor(read(parseMonitorQuery, text));

describe("metrics", () => {
  test.each([
    [
      "sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3",
      "sum over last 5 m of sum:pipeline.runs{status=failed} .as_count() > 3",
    ],
    ["avg(last_1mo):avg:a{*} >= 123.0", "avg over last 1 mo of avg:a{*} >= 123"],
    ["min(last_4w):avg:a{*} == 0", "min over last 4 w of avg:a{*} == 0"],
    ["percentile(last_30s):p95:a{*} != 1e3", "percentile over last 30 s of p95:a{*} != 1000"],
    ["max(current_1d):a{*} < -2.5", "max over current 1 d of none:a{*} < -2.5"],
    ["\n  avg( last_2d ) :\n  a{*}\n  / b{*}\n  <= +4  ", "avg over last 2 d of (/ none:a{*} none:b{*}) <= 4"],
    [
      "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m') >= 1",
      "avg over last 4 h of (anomalies avg:a{*} 'basic' 2 alert_window='last_15m') >= 1",
    ],
    [
      "max(next_1w):forecast(avg:a{*}, 'linear', 1, interval='60m') >= 90",
      "max over next 1 w of (forecast avg:a{*} 'linear' 1 interval='60m') >= 90",
    ],
    [
      "avg(last_30m):outliers(a{*} by {h}, 'MAD', 3) > 0",
      "avg over last 30 m of (outliers none:a{*} by h 'MAD' 3) > 0",
    ],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test.each([
    ["change(avg(last_5m),last_1h):a{*} > 5", "change of avg over last 5 m against last 1 h of none:a{*} > 5"],
    [
      "pct_change(sum( last_30m ), 1d_ago):a{*} < -5",
      "pct_change of sum over last 30 m against ago 1 d of none:a{*} < -5",
    ],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("service checks", () => {
  test.each([
    ['"ntp.in_sync".by("*").last(2).count_by_status()', "check ntp.in_sync .by('*') .last(2) .count_by_status()"],
    [
      "'http.can_connect'.over('env:prod','url:http://localhost:80/').by('host').last(4).count_by_status()",
      "check http.can_connect .over('env:prod' 'url:http://localhost:80/') .by('host') .last(4) .count_by_status()",
    ],
    [
      '"datadog.agent.up".over("*").exclude("host:a").by("*").last("5m").pct_by_status() > 50',
      "check datadog.agent.up .over('*') .exclude('host:a') .by('*') .last('5m') .pct_by_status() > 50",
    ],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("searches", () => {
  test.each([
    [
      'logs("status:error -host:a").index("main","b").rollup("cardinality", "@usr.id").by("@http.url").last("5m") > 10',
      "logs <(and status=error (not host=a))> .index('main' 'b') .rollup('cardinality' '@usr.id') .by('@http.url') .last('5m') > 10",
    ],
    [
      `events('sources:nagios "a b"').rollup('count').last('1h') > 0`,
      `events <(and sources=nagios "a b")> .rollup('count') .last('1h') > 0`,
    ],
    ['logs("\\"a b\\" x").last("5m") > 0', `logs <(and "a b" x)> .last('5m') > 0`],
    [
      'processes("").over("env:prod").rollup("count").last("1h") < 1',
      "processes <*> .over('env:prod') .rollup('count') .last('1h') < 1",
    ],
    [
      'error-tracking("env:prod").source("all").new().rollup("count").by("@issue.id").last("1d") > 0',
      "error-tracking <env=prod> .source('all') .new() .rollup('count') .by('@issue.id') .last('1d') > 0",
    ],
    [
      'error-tracking("*").source("all").impact().rollup("max", "@x").last("1d") > 0',
      "error-tracking <*> .source('all') .impact() .rollup('max' '@x') .last('1d') > 0",
    ],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test.each(SEARCH_SOURCES)("%s", (source) => {
    expect(tree(`${source}("a:b").rollup("count").last("5m") > 1`)).toBe(
      `${source} <a=b> .rollup('count') .last('5m') > 1`,
    );
  });
});

describe("formulas and SLOs", () => {
  test.each([
    ['formula("a / b * 100").last("15m") > 5', "formula <(* (/ @a @b) 100)> .last('15m') > 5"],
    [
      'formula("query1").rollup("sum").by(job_name,env).last(1h) > 0',
      "formula <@query1> .rollup('sum') .by(#job_name #env) .last(#1h) > 0",
    ],
    [
      'formula("exclude_null(q)").last("7d").anomaly(direction="above", threshold=10) >= 5',
      "formula <(exclude_null @q)> .last('7d') .anomaly(direction='above' threshold=10) >= 5",
    ],
    ['error_budget("abc").over("7d") > 75', "error_budget <abc> .over('7d') > 75"],
    [
      'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
      "burn_rate <abc> .over('30d') .long_window('1h') .short_window('5m') > 14.4",
    ],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("composites", () => {
  test.each([
    ["123", "123"],
    ["123 && 456", "(&& 123 456)"],
    ["1 || 2 && !3", "(|| 1 (&& 2 (! 3)))"],
    ["(1 || 2) && !(3 && 4)", "(&& (|| 1 2) (! (&& 3 4)))"],
    ["!!1&&2&&3", "(&& (! (! 1)) 2 3)"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

test("the monitor of a synthetic test has no query of its own", () => {
  expect(tree("no_query")).toBe("raw<no_query>");
});

test("ranges inside quoted texts point into the whole query, escapes or not", () => {
  const text = 'logs("\\"a b\\" @x:y").index("*").last("5m") > 0';
  const node = read(parseMonitorQuery, text);
  if (node.kind !== "searchAlert" || node.search.kind !== "searchAnd") throw new Error("not an AND");
  const at = (range?: { start: number; end: number }) => text.slice(range?.start, range?.end);
  expect(node.search.operands.map((each) => at(each.range))).toEqual(['\\"a b\\"', "@x:y"]);
  expect(node.calls.map((each) => at(each.range))).toEqual(['index("*")', 'last("5m")']);
  expect(at(node.comparison.range)).toBe("> 0");
  const formula = 'formula("a / query2").last("5m") > 1';
  const alert = read(parseMonitorQuery, formula);
  if (alert.kind !== "formulaAlert" || alert.expression.kind !== "binary") throw new Error("not a ratio");
  expect(formula.slice(alert.expression.right.range?.start, alert.expression.right.range?.end)).toBe("query2");
});
