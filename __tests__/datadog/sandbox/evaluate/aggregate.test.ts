import { percentileOf } from "../../../../datadog/sandbox/evaluate/aggregate";

test.each([
  ["p95", 0.95],
  ["pc95", 0.95],
  ["p99.9", 0.999],
  ["p5", 0.05],
  ["p100", 1],
  ...["xp95", "p95x", "p", "p9.", "95", "avg", "pp95", "P95"].map((word) => [word, undefined] as const),
])("%s names the share %p", (word, share) => {
  if (share === undefined) expect(percentileOf(word)).toBeUndefined();
  else expect(percentileOf(word)).toBeCloseTo(share, 12);
});
