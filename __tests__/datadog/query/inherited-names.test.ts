import {
  checkMetricQuery,
  checkMonitorQuery,
  explain,
  parseMetricQuery,
  parseMonitorQuery,
} from "../../../datadog/query";

/*
 * Names that every JavaScript object inherits are words like any other: they must not find what no table holds.
 */
const words = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"];

const metricQueries = (word: string) => [
  `${word}(avg:a{*})`,
  `${word}:a{*}`,
  `avg:a{*}.${word}(1)`,
  `avg:a{*}.rollup(${word})`,
  `avg:a{*}.fill(${word})`,
  `top(avg:a{*}, 10, '${word}', 'desc')`,
  `avg:${word}{${word}:x} by {${word}}`,
];

const monitorQueries = (word: string) => [
  `${word}(last_5m):avg:a{*} > 1`,
  `logs("${word}:x").rollup("${word}").by("${word}").last("5m") > 1`,
  `"${word}".over("${word}").by("${word}").last(2).count_by_status()`,
  `formula("${word}").last("5m") > 1`,
];

describe.each(words)("%s", (word) => {
  test.each(metricQueries(word))("%s is read, checked and explained as text", (text) => {
    const parsed = parseMetricQuery(text);
    for (const { message } of checkMetricQuery(text)) expect(message).not.toContain("native code");
    if (parsed.ok) expect(explain(parsed.node)).not.toMatch(/native code|undefined|\[object/);
  });

  test.each(monitorQueries(word))("%s is read, checked and explained as text", (text) => {
    const parsed = parseMonitorQuery(text);
    for (const { message } of checkMonitorQuery(text)) expect(message).not.toContain("native code");
    if (parsed.ok) expect(explain(parsed.node)).not.toMatch(/native code|undefined|\[object/);
  });
});
