import { nearest } from "../../../datadog/findings";
import { AGGREGATORS, FUNCTIONS, isPercentile } from "../../../datadog/query/functions";

test.each([
  ["anomolies", "anomalies"],
  ["timeshfit", "timeshift"],
  ["Top", "top"],
  ["defualt_zero", "default_zero"],
  ["clampmin", "clamp_min"],
  ["weekbefore", "week_before"],
  ["bottom_5", "bottom5"],
])("of the functions, %s is nearest to %s", (word, expected) => {
  expect(nearest(word, Object.keys(FUNCTIONS))).toBe(expected);
});

test("a word that is far from all is near to none", () => {
  expect(nearest("frobnicate", Object.keys(AGGREGATORS))).toBeUndefined();
  expect(nearest("", ["a"])).toBeUndefined();
  expect(nearest("x".repeat(1000), ["x"])).toBeUndefined();
});

test("of equally near names the first wins", () => {
  expect(nearest("cat", ["bat", "hat"])).toBe("bat");
});

test.each([
  ["p50", true],
  ["p99.9", true],
  ["p5", true],
  ["p100", false],
  ["pressure", false],
])("%s is a percentile: %p", (word, expected) => {
  expect(isPercentile(word)).toBe(expected);
});
