import { textKindOf as kindOf } from "../../../datadog/lint";

describe("what the lines of a text file are", () => {
  test.each([
    ["metric", ["avg:system.load.1{*}"]],
    ["metric", ["avg:system.load.1{*}", "Sedai"]],
    ["metric", ["Sedai", 'tags:"x"', "avg:system.load.1{*}"]],
    ["metric", ["avg:system.load.1{*"]],
    ["formula", ["query1"]],
    ["formula", ["query1 / query2 * 100", "a + b"]],
    ["formula", ["avg(query1, query2)", "max(query1) / min(query2)"]],
    ["formula", ["query1 +"]],
    // a number is a formula as well as the id of a monitor
    ["formula", ["query1", "100", "query2"]],
    ["formula", ["100"]],
    ["monitor", ["12345", "1 && !2"]],
    ["monitor", ["avg(last_5m):avg:system.load.1{*} > 3"]],
    ["monitor", ["change(avg(last_5m),last_1h):avg:system.load.1{*} > 3"]],
    ["monitor", ['logs("x").index("*").rollup("count").last("5m") > 3']],
    ["monitor", ["processes('x').over('y').rollup('count').last('1h') > 10"]],
    ["monitor", ['"ntp.in_sync".over("*").by("host").last(2).count_by_status()']],
    ["monitor", ['error_budget("a").over("7d") > 75']],
    // also where it cannot be read
    ["monitor", ["average(last5m):avg:system.load.1{*} > 3"]],
    ["monitor", ["logs(status:error).index('*').rollup('count').last('5m') > 3"]],
    ["monitor", ["events('a').rollup('count').last('1h') 10"]],
    ["monitor", ["avg(5m):avg:system.load.1{*} 3"]],
  ])("%s: %j", (kind, lines) => {
    expect(kindOf(lines)).toBe(kind);
  });

  test("a few readable lines among many names are enough", () => {
    expect(kindOf([...Array.from({ length: 8 }, () => "name"), "avg:system.load.1{*}"])).toBe("metric");
  });
});
