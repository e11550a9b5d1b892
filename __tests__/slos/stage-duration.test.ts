import { sloAlerts } from "../../datadog/definitions";
import { stageDurationSlo } from "../../slos/stage-duration";
import { simulate } from "../../testing";

/** By their order: 1 hour, 6 hours, 24 hours. */
const [fast, medium, slow] = sloAlerts(stageDurationSlo()) as [never, never, never];

const states = (alert: never, values: string) =>
  simulate(alert, { "pipeline.stage.duration{stage:spark}": values }).lines.map(
    ({ at, from, to, value }) => `${at} ${from} → ${to} ${value}`,
  );

// With a target of 95 % a burn rate of 14.4 is 72 % of the slices: 9 of the 12 in an hour.
test("slow stages alert when more than 72 % of an hour is bad, and recover with the first good slice", () => {
  expect(states(fast, "400x60 100x20")).toEqual(["00:45 OK → Alert 15", "01:05 Alert → OK 0"]);
});

test("exactly at the threshold a slice is bad, below it is good", () => {
  expect(states(fast, "300x60")).toEqual(["00:45 OK → Alert 15"]);
  expect(states(fast, "299x60")).toEqual([]);
});

test("a stage that runs once a day, and slices without any execution, burn nothing", () => {
  expect(states(slow, `400 _x1439 400 _x1439`)).toEqual([]);
});

test("a slower burn alerts over six hours, and over a day", () => {
  // 6 × 5 % = 30 % of the 72 slices of six hours: the 22nd bad one; then 30 % of the 6 slices of half an hour
  expect(states(medium, "400x120 100x60")).toEqual([
    expect.stringMatching(/^01:50 OK → Alert 6\.1/),
    expect.stringMatching(/^02:25 Alert → OK 3\.3/),
  ]);
  // 3 × 5 % = 15 % of the 288 slices of a day: the 44th bad one; then 15 % of the 24 slices of two hours
  expect(states(slow, "400x240 100x180")).toEqual([
    expect.stringMatching(/^03:40 OK → Alert 3\.05/),
    expect.stringMatching(/^05:45 Alert → OK 2\.5/),
  ]);
});
