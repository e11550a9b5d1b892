import { percentileOf } from "../../../../datadog/sandbox/evaluate/aggregate";

test.each([
  ["p95", 0.95],
  ["pc95", 0.95],
  ["p99.9", 0.999],
  ["p5", 0.05],
  ["p100", 1],
])("%s names the share %d", (word, share) => expect(percentileOf(word)).toBeCloseTo(share, 12));

test.each(["xp95", "p95x", "p", "p9.", "95", "avg", "pp95", "P95"])("%s names no share", (word) => {
  expect(percentileOf(word)).toBeUndefined();
});
