import { isTimeZone, nearestTimeZone } from "../../../datadog/findings";

it.each([
  ["UTC", true],
  ["utc", true],
  ["Europe/Paris", true],
  ["europe/paris", true],
  ["Europe/Pariss", false],
  ["+02:00", false],
  ["Etc/GMT+2", true],
  ["1Europe/Paris", false],
  ["", false],
])("%j is a name of the tz database: %s", (name, is) => {
  // the second time the answer is remembered
  expect([isTimeZone(name), isTimeZone(name)]).toEqual([is, is]);
});

it("finds the name that was meant", () => {
  expect(nearestTimeZone("Europe/Belrin")).toBe("Europe/Berlin");
});
