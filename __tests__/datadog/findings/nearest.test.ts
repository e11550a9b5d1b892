import fc from "fast-check";
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

test("a name is near as far as a third of the letters are other ones, and one at least", () => {
  // The definition of the optimal string alignment distance, from the ends of both words.
  const distance = (a: string, b: string): number => {
    if (a === "" || b === "") return a.length + b.length;
    const same = a.at(-1) === b.at(-1) ? 0 : 1;
    const [shorterA, shorterB] = [a.slice(0, -1), b.slice(0, -1)];
    const least = Math.min(distance(shorterA, b) + 1, distance(a, shorterB) + 1, distance(shorterA, shorterB) + same);
    const isSwap = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
    return isSwap ? Math.min(least, distance(a.slice(0, -2), b.slice(0, -2)) + 1) : least;
  };
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(word, word, (typed, name) => {
      const isNear = distance(typed, name) <= Math.max(1, Math.floor(typed.length / 3));
      expect(nearest(typed, [name])).toBe(isNear ? name : undefined);
    }),
    { numRuns: 500 },
  );
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
