import type { DowntimeDefinition } from "../../../../datadog/definitions";
import { downtimeOf } from "../../../../datadog/sandbox/alerting";
import { recurrence } from "../../../../datadog/sandbox/alerting/recurrence";
import { calendarStart } from "../../../../datadog/sandbox/alerting/schedule";
import { instantOf, wallClock } from "../../../../datadog/sandbox/alerting/zones";

const at = (iso: string) => Date.parse(iso) / 1000;
const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time * 1000).toISOString().slice(0, 16);

describe("clocks in a zone", () => {
  // New York: summer time from 2026-03-08 02:00 to 2026-11-01 02:00
  const zone = "America/New_York";

  test.each([
    ["2026-01-15T13:00:00Z", 8],
    ["2026-07-15T12:00:00Z", 8],
  ])("%s is %d o'clock", (time, hour) => expect(wallClock(at(time), zone).hour).toBe(hour));

  test.each([
    ["a plain day", { year: 2026, month: 1, day: 15, hour: 8 }, "2026-01-15T13:00"],
    ["a day of summer", { year: 2026, month: 7, day: 15, hour: 8 }, "2026-07-15T12:00"],
    ["a time that is skipped counts on", { year: 2026, month: 3, day: 8, hour: 2.5 }, "2026-03-08T07:30"],
    ["of a time that comes twice, the first", { year: 2026, month: 11, day: 1, hour: 1.5 }, "2026-11-01T05:30"],
    ["a day before the first of a month", { year: 2026, month: 3, day: 0, hour: 0 }, "2026-02-28T05:00"],
  ])("%s", (_, { hour, ...day }, expected) => {
    const clock = { ...day, hour: Math.floor(hour), minute: (hour % 1) * 60, second: 0 };
    expect(iso(instantOf(clock, zone))).toBe(expected);
  });
});

describe("a recurrence", () => {
  const last = (rrule: string, start: string, timezone: string, time: string) =>
    iso(recurrence({ rrule, start, timezone }).last(at(time)));

  test("stays at its hour when summer begins and ends", () => {
    const daily = (time: string) => last("FREQ=DAILY;INTERVAL=1", "2026-01-01T08:00:00", "Europe/Paris", time);
    // 08:00 in Paris is 07:00 UTC in winter, 06:00 in summer; summer begins on 2026-03-29
    expect(daily("2026-03-28T07:00:00Z")).toBe("2026-03-28T07:00");
    expect(daily("2026-03-29T05:59:00Z")).toBe("2026-03-28T07:00");
    expect(daily("2026-03-29T06:00:00Z")).toBe("2026-03-29T06:00");
    expect(daily("2026-10-25T06:59:00Z")).toBe("2026-10-24T06:00");
    expect(daily("2026-10-25T07:00:00Z")).toBe("2026-10-25T07:00");
  });

  test.each([
    // https://docs.datadoghq.com/monitors/guide/custom_schedules/
    ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-02-28T20:00", "2026-03-15T00:00:00Z"],
    ["FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", "2026-03-29T20:00", "2026-04-20T00:00:00Z"],
    ["FREQ=WEEKLY;BYDAY=TU,SA", "2026-01-06T20:00", "2026-01-09T00:00:00Z"],
    // the second Tuesday of the month: https://docs.datadoghq.com/monitors/downtimes/examples/
    ["FREQ=DAILY;INTERVAL=1;BYDAY=2TU", "2026-03-10T20:00", "2026-04-14T19:59:00Z"],
    ["FREQ=DAILY;COUNT=2", "2026-01-02T20:00", "2026-06-01T00:00:00Z"],
    ["FREQ=DAILY;UNTIL=20260103T000000Z", "2026-01-02T20:00", "2026-06-01T00:00:00Z"],
  ])("%s", (rrule, expected, time) => expect(last(rrule, "2026-01-01T20:00:00", "UTC", time)).toBe(expected));

  test("has not come before it starts, and answers in any order", () => {
    const daily = recurrence({ rrule: "FREQ=DAILY", start: "2026-01-01T08:00:00", timezone: "UTC" });
    expect(daily.last(at("2026-01-01T07:59:00Z"))).toBeUndefined();
    expect(iso(daily.last(at("2026-01-05T09:00:00Z")))).toBe("2026-01-05T08:00");
    expect(iso(daily.last(at("2026-01-02T09:00:00Z")))).toBe("2026-01-02T08:00");
  });
});

describe("a recurrence that began long ago", () => {
  const last = (rrule: string, time: string) => iso(recurrence({ rrule, timezone: "UTC" }).last(at(time)));

  // without a start a rule begins in 1970
  test.each([
    ["FREQ=HOURLY;INTERVAL=6", "2026-01-15T13:00:00Z", "2026-01-15T12:00"],
    ["FREQ=MINUTELY;INTERVAL=7", "2026-01-15T13:00:00Z", undefined],
    ["FREQ=WEEKLY;INTERVAL=2", "2026-01-15T13:00:00Z", "2026-01-15T00:00"],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "2026-01-15T13:00:00Z", "2024-02-29T00:00"],
    ["FREQ=YEARLY", "2026-01-15T13:00:00Z", "2026-01-01T00:00"],
  ])("%s at %s", (rrule, time, expected) => {
    const found = last(rrule, time);
    if (expected) expect(found).toBe(expected);
    // a multiple of seven minutes since 1970, less than seven ago
    else expect([(at(`${found}:00Z`) / 60) % 7, at(time) - at(`${found}:00Z`) < 420]).toEqual([0, true]);
  });

  test.each([
    [{ rrule: "NONSENSE", timezone: "UTC" }, 'The recurrence "NONSENSE" cannot be parsed'],
    [{ rrule: "FREQ=SECONDLY", timezone: "UTC" }, 'The recurrence "FREQ=SECONDLY" cannot be parsed'],
    [{ rrule: "INTERVAL=2", timezone: "UTC" }, 'The recurrence "INTERVAL=2" cannot be parsed'],
    [{ rrule: "FREQ=DAILY", timezone: "Mars/Olympus" }, '"Mars/Olympus" is not a time zone in the tz database.'],
    [{ rrule: "FREQ=DAILY", timezone: "UTC", start: "soon" }, '"soon" is not a date and a time'],
  ])("%j is refused", (options, message) => expect(() => recurrence(options)).toThrow(message));
});

describe("a recurring downtime", () => {
  const of = (schedule: DowntimeDefinition["attributes"]["schedule"]) =>
    downtimeOf("d", {
      type: "downtime",
      attributes: { scope: "*", monitor_identifier: { monitor_tags: ["*"] }, schedule },
    });

  test("lasts as long as its duration says, in its zone", () => {
    const recurrences = [{ rrule: "FREQ=WEEKLY;BYDAY=SA", duration: "2d", start: "2026-01-03T00:00:00" }];
    const weekend = of({ recurrences, timezone: "America/New_York" });
    const end = (time: string) => iso(weekend.activeAt(at(time))?.end);
    expect(end("2026-01-03T04:59:00Z")).toBeUndefined();
    expect(end("2026-01-03T05:00:00Z")).toBe("2026-01-05T05:00");
    expect(end("2026-01-05T04:59:00Z")).toBe("2026-01-05T05:00");
    expect(end("2026-01-05T05:00:00Z")).toBeUndefined();
  });

  // https://docs.datadoghq.com/monitors/downtimes/examples/#combined-downtime-for-outside-business-hours-and-weekend
  test("outside business hours and over the weekend, in Berlin", () => {
    const recurrences = [
      { rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU,MO,TU,WE,TH,FR", duration: "12h", start: "2023-07-09T18:00" },
      { rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=SA,SU", duration: "24h", start: "2023-07-09T00:00" },
    ];
    const closed = of({ recurrences, timezone: "Europe/Berlin" });
    const isMuted = (time: string) => closed.activeAt(at(time)) !== undefined;
    // the page's response: from Saturday 22:00 UTC (Sunday in Berlin) to Monday 04:00
    expect(["2023-07-08T21:59:00Z", "2023-07-08T22:00:00Z", "2023-07-10T03:59:00Z"].map(isMuted)).toEqual([
      false,
      true,
      true,
    ]);
    // Monday from 6:00 to 18:00 in Berlin, then through the night; Friday evening to Monday morning
    expect(["2023-07-10T04:00:00Z", "2023-07-10T15:59:00Z", "2023-07-10T16:00:00Z"].map(isMuted)).toEqual([
      false,
      false,
      true,
    ]);
    expect(["2023-07-14T15:59:00Z", "2023-07-15T12:00:00Z", "2023-07-17T04:00:00Z"].map(isMuted)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("of several recurrences ends with the last that has begun", () => {
    const daily = (hour: string, duration: string) => ({
      rrule: "FREQ=DAILY",
      duration,
      start: `2026-01-01T${hour}:00:00`,
    });
    const both = of({ recurrences: [daily("08", "1h"), daily("08", "2h"), daily("20", "1h")], timezone: "UTC" });
    expect(iso(both.activeAt(at("2026-01-02T08:30:00Z"))?.end)).toBe("2026-01-02T10:00");
    expect(both.activeAt(at("2026-01-02T11:00:00Z"))).toBeUndefined();
    expect(iso(both.activeAt(at("2026-01-02T20:30:00Z"))?.end)).toBe("2026-01-02T21:00");
  });

  test("without a schedule begins at once and has no end", () => {
    const always = of(undefined);
    expect(always.activeAt(0)).toEqual(expect.not.objectContaining({ end: expect.anything() }));
  });
});

// https://docs.datadoghq.com/monitors/configuration/#cumulative-time-windows
describe("a window of the calendar begins", () => {
  const start = (unit: "h" | "d" | "mo", begins: Parameters<typeof calendarStart>[1], time: string) =>
    iso(calendarStart({ kind: "window", form: "current", amount: 1, unit }, begins)(at(time)));

  test.each([
    ["h", { hour_starts: 30 }, "2026-01-15T06:31:00Z", "2026-01-15T06:30"],
    ["h", { hour_starts: 30 }, "2026-01-15T06:30:00Z", "2026-01-15T05:30"],
    ["h", undefined, "2026-01-15T06:10:00Z", "2026-01-15T06:00"],
    ["d", { day_starts: "14:00" }, "2026-01-15T13:00:00Z", "2026-01-14T14:00"],
    ["d", { day_starts: "14:00" }, "2026-01-15T15:00:00Z", "2026-01-15T14:00"],
    ["d", { day_starts: "00:00", timezone: "Asia/Tokyo" }, "2026-01-15T16:00:00Z", "2026-01-15T15:00"],
    ["mo", { day_starts: "00:00", month_starts: 1 }, "2026-03-20T00:00:00Z", "2026-03-01T00:00"],
    ["mo", { day_starts: "08:00", month_starts: 1 }, "2026-01-01T07:00:00Z", "2025-12-01T08:00"],
  ] as const)("%s %j at %s: %s", (unit, begins, time, expected) => expect(start(unit, begins, time)).toBe(expected));
});
