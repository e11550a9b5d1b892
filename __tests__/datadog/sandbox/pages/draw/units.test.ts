import fc from "fast-check";
import { numberText } from "../../../../../datadog/sandbox/pages/draw";
import { niceStep } from "../../../../../datadog/sandbox/pages/draw/units";

// https://docs.datadoghq.com/metrics/units/#number-formatting
describe("numbers, as the documentation's examples have them", () => {
  it.each([
    [1, "1"],
    [Math.E, "2.72"],
    [1337, "1.34K"],
    [31_536_000, "31.54M"],
    [4_294_967_296, "4.29G"],
    [18_446_744_073_709_552_000, "2e19"],
    [0.001, "1e-3"],
    [2.3283064365386963e-10, "2e-10"],
    [Number.NaN, "N/A"],
  ])("%p without a unit is %s", (value, expected) => {
    expect(numberText(value)).toBe(expected);
  });

  it.each([
    ["byte", 1, "1 B"],
    ["kibibyte", 1_234_235, "1.18 GiB"],
    ["kibibyte", 45_457_878_236_741_230_000, "40374.71 EiB"],
    ["hertz", 6_345_223, "6.35 MHz"],
    ["cent", 1337, "13.37 $"],
    ["nanosecond", 0, "0s"],
    ["second", 0.03212, "32.12ms"],
  ])("in %s, %p is %s", (name, value, expected) => {
    expect(numberText(value, { name })).toBe(expected);
  });

  it.each([
    [0.00123, "1.23ms"],
    [0.00012345, "123.45μs"],
    [1.2345e-9, "1.23ns"],
    [95, "1m 35s"],
    [3671, "1h 1m"],
    [86_390, "1d"],
    [96_400, "1d 3h"],
    [52_596_400, "608.75 days"],
  ])("%p seconds are %s", (seconds, expected) => {
    expect(numberText(seconds, { name: "second" })).toBe(expected);
  });
});

describe("numbers", () => {
  it("are percent of a fraction, and of a percentage as they are", () => {
    expect(numberText(0.4567, { name: "fraction" })).toBe("45.67%");
    expect(numberText(45.67, { name: "percent" })).toBe("45.67%");
  });

  it("say per what they are, and what they count", () => {
    expect(numberText(2048, { name: "byte", per: "second" })).toBe("2 KiB/s");
    expect(numberText(1500, { name: "request", per: "second" })).toBe("1.5K req/s");
    expect(numberText(3, { name: "query" })).toBe("3 queries");
    expect(numberText(1, { name: "query" })).toBe("1 query");
    expect(numberText(12_000, { label: "wagons" })).toBe("12K wagons");
  });

  it("leave out a unit that is only a word where there is little room", () => {
    expect(numberText(3, { name: "execution" }, { brief: true })).toBe("3");
    expect(numberText(3, { name: "request" }, { brief: true })).toBe("3 req");
  });

  it("have the precision that is asked for, and are scaled unless they should not be", () => {
    expect(numberText(1234.567, {}, { precision: 0 })).toBe("1K");
    expect(numberText(1234.567, {}, { precision: 1, scaled: false })).toBe("1234.6");
    expect(numberText(1536, { name: "kibibyte" }, { scaled: false })).toBe("1536 KiB");
    expect(numberText(95, { name: "second" }, { scaled: false })).toBe("95s");
  });

  it("keep their sign", () => {
    expect(numberText(-95, { name: "second" })).toBe("-1m 35s");
    expect(numberText(-1500)).toBe("-1.5K");
  });
});

describe("the steps of an axis", () => {
  it.each([
    ["second", 900, 3, 300],
    ["second", 5 * 3600, 3, 2 * 3600],
    ["byte", 3 * 1024 ** 3, 3, 1024 ** 3],
    ["request", 7000, 3, 2500],
    ["millisecond", 900, 3, 500],
  ])("of %s over %p in %p steps are %p", (name, span, count, expected) => {
    expect(niceStep(span, { name }, count)).toBe(expected);
  });

  it("are few, whatever the span", () => {
    const units = fc.constantFrom("second", "byte", "request", "percent", "millisecond", "gibibyte", "day");
    fc.assert(
      fc.property(units, fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (name, span) => {
        const steps = span / niceStep(span, { name }, 3);
        expect(steps).toBeLessThanOrEqual(3.001);
        expect(steps).toBeGreaterThan(0);
      }),
    );
  });
});
