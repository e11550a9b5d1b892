import { parseFormula, parseMetricQuery } from "../../../datadog/query/parse";
import { read } from "./read";
import { sketch } from "./sketch";

const tree = (text: string) => sketch(read(parseMetricQuery, text));
const formula = (text: string) => sketch(read(parseFormula, text));

describe("a metric", () => {
  test.each([
    ["avg:system.load.1{*}", "avg:system.load.1{*}"],
    ["system.load.1{*}", "none:system.load.1{*}"],
    ["p95:trace.http.request{*}", "p95:trace.http.request{*}"],
    ["p99.9:trace.http.request{*}", "p99.9:trace.http.request{*}"],
    ["  sum : pipeline.runs {*}  ", "sum:pipeline.runs{*}"],
    ["sum:gunicorn.request.status.200{*}", "sum:gunicorn.request.status.200{*}"],
    ["sum:3scale.hits{*}", "sum:3scale.hits{*}"],
    ["avg:linkerd.rt.client.status.1XX_s{*}", "avg:linkerd.rt.client.status.1XX_s{*}"],
    ["avg:my-service.up/time{*}", "avg:my-service.up/time{*}"],
    ["my-service.uptime{*} - my-service.lag{*}", "(- none:my-service.uptime{*} none:my-service.lag{*})"],
    ["sum:größe.länge{*}", "sum:größe.länge{*}"],
    ["avg:$metric{*}", "avg:$metric{*}"],
    ["$aggregation:system.$which.1{*}", "$aggregation:system.$which.1{*}"],
    ["count(v: v>=0):data_streams.latency{*}", "count[>= 0]:data_streams.latency{*}"],
    ["count(value: value < -1.5):a{*}", "count[< -1.5]:a{*}"],
    ["by{*}", "none:by{*}"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("grouping and modifiers", () => {
  test.each([
    ["sum:a{*} by {user}", "sum:a{*} by user"],
    ["sum:a{*}by{user}", "sum:a{*} by user"],
    ["sum:a{*} BY { user ,\n kube-node, @http.url }", "sum:a{*} by user+kube-node+@http.url"],
    ["sum:a{*} by {$group,$env.value}", "sum:a{*} by $group+$env.value"],
    ["sum:a{*}.as_count()", "sum:a{*} .as_count()"],
    ["sum:a{*}.as_count() by {user}", "sum:a{*} by user .as_count()"],
    ["sum:a{*}.rollup(sum, 60) by {user}.fill(last, 300)", "sum:a{*} by user .rollup(#sum 60) .fill(#last 300)"],
    ["sum:a{*} . rollup ( 10 )", "sum:a{*} .rollup(10)"],
    ["sum:a{*}.rollup(max)", "sum:a{*} .rollup(#max)"],
    ["sum:a{*}.rollup(avg, $period)", "sum:a{*} .rollup(#avg #$period)"],
    ["sum:a{*}.rollup(sum, monthly)", "sum:a{*} .rollup(#sum #monthly)"],
    ["sum:a{*}.rollup('sum', \"60\")", "sum:a{*} .rollup('sum' '60')"],
    ["sum:a{*}.fill(60)", "sum:a{*} .fill(60)"],
    ["sum:a{*}.fill(-1)", "sum:a{*} .fill((- 1))"],
    ["sum:a{*}.weighted()", "sum:a{*} .weighted()"],
    ["(a{*} + b{*}) by {host}.rollup(sum, 60)", "(mod (+ none:a{*} none:b{*}) by host .rollup(#sum 60))"],
    ["abs(a{*}).rollup(max, 60)", "(mod (abs none:a{*}) .rollup(#max 60))"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test("what stands on a metric in parentheses belongs to the metric where it has not the like", () => {
    expect(tree("(sum:a{*}).as_count()")).toBe("sum:a{*} .as_count()");
    expect(tree("((sum:a{*} by {x}).as_count()).rollup(60)")).toBe("sum:a{*} by x .as_count() .rollup(60)");
    expect(tree("(sum:a{*} by {x}) by {y}")).toBe("(mod sum:a{*} by x by y)");
    expect(tree("(sum:a{*}.rollup(60)) by {y}")).toBe("(mod sum:a{*} .rollup(60) by y)");
  });
});

describe("arithmetic", () => {
  test.each([
    // The same strength joins from the left.
    ["a{*} - b{*} - c{*}", "(- (- none:a{*} none:b{*}) none:c{*})"],
    ["a{*} - (b{*} - c{*})", "(- none:a{*} (- none:b{*} none:c{*}))"],
    ["a{*} / b{*} * 100", "(* (/ none:a{*} none:b{*}) 100)"],
    ["1 + 2 * a{*}", "(+ 1 (* 2 none:a{*}))"],
    ["(1 + 2) * a{*}", "(* (+ 1 2) none:a{*})"],
    ["a{*} % 2 + 1", "(+ (% none:a{*} 2) 1)"],
    ["100-a{*}*2", "(- 100 (* none:a{*} 2))"],
    ["a{*}/b{*}", "(/ none:a{*} none:b{*})"],
    ["-sum:a{*}", "(- sum:a{*})"],
    ["--a{*}", "(- (- none:a{*}))"],
    ["+a{*}", "(+ none:a{*})"],
    ["-a{*} * 2", "(* (- none:a{*}) 2)"],
    ["2 * -a{*}", "(* 2 (- none:a{*}))"],
    // ^ is stronger than a sign, and joins from the right.
    ["-2 ^ a{*}", "(- (^ 2 none:a{*}))"],
    ["(-2) ^ a{*}", "(^ (- 2) none:a{*})"],
    ["2 ^ -a{*}", "(^ 2 (- none:a{*}))"],
    ["2 ^ 3 ^ a{*}", "(^ 2 (^ 3 none:a{*}))"],
    ["(2 ^ 3) ^ a{*}", "(^ (^ 2 3) none:a{*})"],
    ["2 * a{*} ^ 2", "(* 2 (^ none:a{*} 2))"],
    ["1e3 * a{*} + 2.5E-1", "(+ (* 1000 none:a{*}) 0.25)"],
    [".5 * a{*}", "(* 0.5 none:a{*})"],
    ["a{*},  -b{*} ,c{*}", "(list none:a{*} (- none:b{*}) none:c{*})"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("functions", () => {
  test.each([
    ["abs(a{*})", "(abs none:a{*})"],
    ["abs ( a{*} )", "(abs none:a{*})"],
    ["top(a{*} by {x}, 10, 'mean', \"desc\")", "(top none:a{*} by x 10 'mean' 'desc')"],
    ["top(top(a{*}, 5, 'max', 'asc') / b{*}, 10)", "(top (/ (top none:a{*} 5 'max' 'asc') none:b{*}) 10)"],
    ["timeshift(a{*}, -3600)", "(timeshift none:a{*} (- 3600))"],
    ["timeshift(a{*}, -60 * 60)", "(timeshift none:a{*} (* (- 60) 60))"],
    ["moving_rollup(a{*}, 60, avg)", "(moving_rollup none:a{*} 60 #avg)"],
    ["sum(max:a{*} by {x,y}, { x })", "(sum max:a{*} by x+y {x})"],
    ["max(a{*}, b{*})", "(max none:a{*} none:b{*})"],
    [
      "anomalies(a{*}, 'agile', 2, direction='both', interval=60, count_default_zero=true)",
      "(anomalies none:a{*} 'agile' 2 direction='both' interval=60 count_default_zero=#true)",
    ],
    ["outliers(a{*} by {h}, 'scaledDBSCAN', 0.75)", "(outliers none:a{*} by h 'scaledDBSCAN' 0.75)"],
    ["f('it\\'s', 'a\"b', \"c\\\\d\", a{*})", "(f 'it's' 'a\"b' 'c\\d' none:a{*})"],
    ["f(a{*}, $limit)", "(f none:a{*} #$limit)"],
    ["a{*} * $factor", "(* none:a{*} @$factor)"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("formulas", () => {
  test.each([
    ["query1", "@query1"],
    ["a", "@a"],
    ["gpt_4_32k_prompt * 0.06", "(* @gpt_4_32k_prompt 0.06)"],
    ["query1-query2", "(- @query1 @query2)"],
    ["(query1 - query2) / query1 * 100", "(* (/ (- @query1 @query2) @query1) 100)"],
    ["query1.as_count()", "(mod @query1 .as_count())"],
    ["query1.rollup(sum, 60).fill(0)", "(mod @query1 .rollup(#sum 60) .fill(0))"],
    ["max(query3, query4)", "(max @query3 @query4)"],
    ["sum", "@sum"],
    ["avg(sum, sum, (sum))", "(avg @sum #sum @sum)"],
    ["calendar_shift(q, '-1mo', 'America/New_York')", "(calendar_shift @q '-1mo' 'America/New_York')"],
    ["query1 / avg:a{*}", "(/ @query1 avg:a{*})"],
    ["0 - query2", "(- 0 @query2)"],
  ])("%s", (text, expected) => {
    expect(formula(text)).toBe(expected);
  });
});

describe("ranges", () => {
  test("point into the text", () => {
    const text = "top( sum:a.b{env:prod} by {x}.rollup(sum, 60) / -2, 10)";
    const node = read(parseMetricQuery, text);
    if (node.kind !== "call") throw new Error("not a call");
    const at = (range?: { start: number; end: number }) => text.slice(range?.start, range?.end);
    expect(at(node.range)).toBe(text);
    expect(at(node.nameRange)).toBe("top");
    expect(node.args.map((each) => at(each.range))).toEqual(["sum:a.b{env:prod} by {x}.rollup(sum, 60) / -2", "10"]);
    const ratio = node.args[0]!.value;
    if (ratio.kind !== "binary" || ratio.left.kind !== "metric") throw new Error("not a ratio");
    expect(at(ratio.left.range)).toBe("sum:a.b{env:prod} by {x}.rollup(sum, 60)");
    expect(at(ratio.left.metricRange)).toBe("a.b");
    expect(at(ratio.left.scope.range)).toBe("env:prod");
    expect(at(ratio.left.by[0]?.range)).toBe("x");
    expect(at(ratio.left.modifiers[0]?.range)).toBe("rollup(sum, 60)");
    expect(at(ratio.right.range)).toBe("-2");
  });
});
