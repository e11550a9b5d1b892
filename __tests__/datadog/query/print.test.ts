import type { Expression, Scope } from "../../../datadog/query/nodes";
import { parseFormula, parseMetricQuery, parseMonitorQuery, parseScope } from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import { read } from "./read";

/** An empty expectation means: printed as it was written. */
const table = (rows: readonly (readonly [string, string?])[]) =>
  rows.map(([text, expected]) => [text, expected ?? text]);

test.each(
  table([
    ["avg:system.load.1{*}"],
    ["system.load.1{$scope} by {host}"],
    ["sum:a{b:c,!d:e,$f,$g.value,*} by {h,i}.as_count().rollup(sum, 60)"],
    ["sum:a{*}.fill(last, 300) by {h}", "sum:a{*} by {h}.fill(last, 300)"],
    ["sum:a { b:c , d:e } by{ h , i } . rollup( sum,60 )", "sum:a{b:c,d:e} by {h,i}.rollup(sum, 60)"],
    ["count( x : x > .5 ):a{*}", "count(v: v>0.5):a{*}"],
    ["(a{*}+b{*})*100", "(a{*} + b{*}) * 100"],
    ["((a{*})) / (b{*} * c{*})", "a{*} / (b{*} * c{*})"],
    ["(a{*} * b{*}) / c{*}", "a{*} * b{*} / c{*}"],
    ["a{*} - (b{*} - c{*})"],
    ["(a{*} - b{*}) - c{*}", "a{*} - b{*} - c{*}"],
    ["(a{*} ^ 2) ^ 3"],
    ["a{*} ^ (2 ^ 3)", "a{*} ^ 2 ^ 3"],
    ["(-a{*}) ^ 2"],
    ["-(a{*} ^ 2)", "-a{*} ^ 2"],
    ["-(a{*} + b{*})"],
    ["- - a{*}", "--a{*}"],
    ["a{*} - -1"],
    ["2 ^ -a{*}"],
    ["(a{*} + b{*}) by {host}.rollup(max, 60)"],
    ["(-a{*}).rollup(max, 60)"],
    ["abs(a{*}).rollup(max)"],
    ["top(a{*},10,\"mean\",'desc')", "top(a{*}, 10, 'mean', 'desc')"],
    ["f(a{*}, 'it\\'s')", "f(a{*}, 'it\\'s')"],
    ['f(a{*}, "say \\"x\\"")', "f(a{*}, 'say \"x\"')"],
    ["f(a{*}, 'c:\\\\')"],
    ["sum(a{*} by {x,y}, { x })", "sum(a{*} by {x,y}, {x})"],
    ["a{*},b{*}", "a{*}, b{*}"],
    ["0.1 * a{*} + 1e21 + 1.5e-7", "0.1 * a{*} + 1000000000000000000000 + 0.00000015"],
    ["100.0 * a{*}", "100 * a{*}"],
  ]),
)("%s", (text, expected) => {
  expect(print(read(parseMetricQuery, text))).toBe(expected);
});

test.each(
  table([
    ["a:b AND (c:d OR e:f)"],
    ["(a:b AND c:d) or e:f", "(a:b AND c:d) OR e:f"],
    ["a:b AND c:d OR e:f", "(a:b AND c:d) OR e:f"],
    ["not (a:b or c:d)", "NOT (a:b OR c:d)"],
    ["a:b AND NOT c:d"],
    ["NOT c:d", "!c:d"],
    ["!(a:b,c:d)"],
    ["k in (a, b)", "k IN (a,b)"],
    ["k:(a OR b) AND x:y", "k IN (a,b) AND x:y"],
    ["NOT k:(a OR b)", "k NOT IN (a,b)"],
    ["env: prod", "env:prod"],
  ]),
)("{%s}", (text, expected) => {
  expect(print(read(parseScope, text))).toBe(expected);
});

test.each(
  table([
    ["query1 / (query2 - 1)"],
    ["max(query3, query4)"],
    ["top(sum, (sum), sum)"],
    ["f(x=(sum), y=sum)"],
    ["query1.rollup(sum, 60)"],
    ["(5).rollup(60)"],
  ]),
)("formula %s", (text, expected) => {
  expect(print(read(parseFormula, text))).toBe(expected);
});

test.each(
  table([
    ["sum(last_5m):sum:a{*}.as_count() > 3"],
    ["avg( last_1mo ) : (a{*}) >= -.5", "avg(last_1mo):a{*} >= -0.5"],
    ["change(avg(last_5m), 1d_ago):a{*} > 5", "change(avg(last_5m),1d_ago):a{*} > 5"],
    ["'ntp.in_sync'.by('*').last(2).count_by_status()", '"ntp.in_sync".by("*").last(2).count_by_status()'],
    ['logs("a \\"b c\\"").index("*").rollup("count").last("5m") > 3'],
    ["events('a AND (b OR c)').last('5m') > 3", 'events("a (b OR c)").last("5m") > 3'],
    ['logs("").last("5m") > 3', 'logs("*").last("5m") > 3'],
    [
      'formula("(a) / b").by(x).last("7d").anomaly(direction="above", threshold=-10) > 5',
      'formula("a / b").by(x).last("7d").anomaly(direction="above", threshold=-10) > 5',
    ],
    ["formula(\"calendar_shift(q, '-1w', 'UTC')\").last(\"5m\") > 5"],
    ['burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4'],
    ["(1||2)&&!3", "(1 || 2) && !3"],
    ["!(1 && 2) || 3"],
    ["(1 && 2) || 3"],
    [
      'logs("*").rollup( "avg" ,"@d").by("a", "b").last("5m") > 3',
      'logs("*").rollup("avg", "@d").by("a","b").last("5m") > 3',
    ],
    ['formula("query1").last("5m")>threshold', 'formula("query1").last("5m") > threshold'],
  ]),
)("monitor %s", (text, expected) => {
  expect(print(read(parseMonitorQuery, text))).toBe(expected);
});

describe("nodes that code built", () => {
  const name = (text: string): Expression => ({ kind: "name", name: text });

  test("a negative number stands like a sign", () => {
    const number: Expression = { kind: "number", value: -2 };
    expect(print({ kind: "binary", operator: "^", left: number, right: name("a") })).toBe("(-2) ^ a");
    expect(print({ kind: "binary", operator: "-", left: name("a"), right: number })).toBe("a - -2");
  });

  test("raw text keeps together", () => {
    const raw: Expression = { kind: "raw", text: "${var.a} + 1" };
    expect(print(raw)).toBe("${var.a} + 1");
    expect(print({ kind: "binary", operator: "*", left: raw, right: name("a") })).toBe("(${var.a} + 1) * a");
  });

  test("a scope that mixes AND with a negation is written in words throughout", () => {
    const not: Scope = { kind: "not", operand: { kind: "tag", key: "a", value: "b" } };
    const membership: Scope = { kind: "in", key: "c", values: ["d", "e"], negated: false };
    expect(print({ kind: "and", operands: [not, membership] })).toBe("NOT a:b AND c IN (d,e)");
  });

  test.each([
    [0, "0"],
    [1e-7, "0.0000001"],
    [1.25e-9, "0.00000000125"],
    [1e21, "1000000000000000000000"],
    [1.5e300, `15${"0".repeat(299)}`],
  ])("the number %p is written without an exponent", (value, expected) => {
    expect(print({ kind: "number", value })).toBe(expected);
    expect(Number(expected)).toBe(value);
  });
});
