import fc from "fast-check";
import { NotationError, parseName, parseValues, parseWords } from "../../testing/series/notation";

const gap = Number.NaN;

// https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
describe("promtool's shorthand", () => {
  it.each<[string, readonly number[]]>([
    // the examples of promtool's documentation
    ["-2+4x3", [-2, 2, 6, 10]],
    [" 1-2x4", [1, -1, -3, -5, -7]],
    ["1x4", [1, 1, 1, 1, 1]],
    ["1 _x3 4", [1, gap, gap, gap, 4]],
    ["1 _ stale 4", [1, gap, gap, 4]],
    ["0x9", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ["0+0.1x3", [0, 0.1, 0.2, 0.3]],
    ["1e3x1 .5 -1.5e-1", [1000, 1000, 0.5, -0.15]],
    ["5x0", [5]],
    ["", []],
  ])("%s", (text, expected) => expect([...parseValues(text)]).toEqual(expected));

  it("axn is n + 1 points, and what is written out reads the same", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat(50), (first, step, times) => {
        const sign = step < 0 ? "-" : "+";
        const short = parseValues(`${first}${sign}${Math.abs(step)}x${times}`);
        const long = Array.from({ length: times + 1 }, (_, index) => first + index * step);
        expect([...short]).toEqual(long);
        expect([...parseValues(long.join(" "))]).toEqual(long);
      }),
    );
  });

  it.each<[string, string]>([
    ["1x9 0y9", '"y" is not expected here'],
    ["1 two", '"two" is not a value'],
    ["1x", "the number of repetitions must follow"],
    ["1+2", "the number of repetitions must follow"],
    ["1+x5", "a step needs a number"],
    ["1x9999999", "at most 1500000 points"],
  ])("%s is refused", (text, reason) => expect(() => parseValues(text)).toThrow(reason));

  it("shows where a mistake is", () => {
    expect(() => parseValues("1x9 0y9")).toThrow(/\n {2}1x9 0y9\n {7}\^/);
  });

  it("never crashes on anything else", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789x+-._e stale") }), (text) => {
        try {
          for (const value of parseValues(text)) expect(typeof value).toBe("number");
        } catch (error) {
          expect(error).toBeInstanceOf(NotationError);
        }
      }),
    );
  });
});

describe("the runs of a service check", () => {
  it("have the same notation", () => {
    expect(parseWords("OKx2 CRITICAL _x2", ["OK", "CRITICAL"])).toEqual([
      "OK",
      "OK",
      "OK",
      "CRITICAL",
      undefined,
      undefined,
    ]);
    expect(() => parseWords("OKx2 BAD", ["OK", "CRITICAL"])).toThrow(
      '"BAD" is not one of OK, CRITICAL, or _\n  OKx2 BAD\n       ^^^',
    );
  });
});

describe("the name of a series", () => {
  it("is a metric and tags", () => {
    expect(parseName("a.b{env:prod, stage:spark}")).toEqual({ metric: "a.b", tags: ["env:prod", "stage:spark"] });
    expect(parseName("a.b")).toEqual({ metric: "a.b", tags: [] });
    expect(parseName("a.b{}")).toEqual({ metric: "a.b", tags: [] });
  });

  it.each([
    ['a.b{env="prod"}', "a tag is written as key:value"],
    ["a.b{env:prod", "the tags that start here are not closed"],
    ["a.b{*}", "a series has tags, not a scope"],
    ["sum:a.b{x:y}", "a series starts with the metric name"],
  ])("%s is refused", (name, reason) => expect(() => parseName(name)).toThrow(reason));
});
