/** How often an rrule can say that something happens, from the shortest. */
const FREQUENCIES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;

/** Parts of iCalendar that say when something begins and how long it takes; Datadog has fields of its own for both. */
const DURATIONS = /(?:^|[;:\s])(DTSTART|DTEND|DURATION)\b/i;

/**
 * What keeps Datadog from taking an rrule: a sentence; nothing where it takes it.
 * @param shortest how far apart two occurrences must be: `a day` for the schedule of a monitor
 * @default shortest a minute
 * @see https://docs.datadoghq.com/monitors/guide/custom_schedules/#rrules
 * @see https://docs.datadoghq.com/monitors/downtimes/#set-a-downtime-schedule
 */
export function recurrenceMistake(rrule: string, shortest: "a day" | "a minute" = "a minute"): string | undefined {
  const duration = DURATIONS.exec(rrule)?.[1];
  if (duration)
    return `rrule has ${duration.toUpperCase()}, which is not supported: use the other fields of the schedule.`;
  const parts = partsOf(rrule);
  const frequency = parts.get("FREQ");
  const known = (FREQUENCIES as readonly (string | undefined)[]).indexOf(frequency);
  const first = FREQUENCIES.indexOf(shortest === "a day" ? "DAILY" : "MINUTELY");
  if (known >= 0 && known < first) {
    return `rrule is "${rrule}": ${frequency} is more often than Datadog allows, which is at most ${FREQUENCIES[first]}.`;
  }
  if (known < 0) return `rrule is "${rrule}", but it must have a frequency, as in FREQ=DAILY;INTERVAL=1.`;
  const day = parts
    .get("BYDAY")
    ?.split(",")
    .find((each) => !/^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)$/.test(each.trim()));
  if (day !== undefined) {
    return `rrule is "${rrule}": BYDAY lists days of the week, as in BYDAY=MO,WE, and ${day || "nothing"} is none.`;
  }
  const several =
    shortest === "a day" && ["BYHOUR", "BYMINUTE", "BYSECOND"].find((name) => parts.get(name)?.includes(","));
  return several ? `rrule is "${rrule}": ${several} with several values is more often than once a day.` : undefined;
}

/** `FREQ=DAILY;INTERVAL=1` by the names of its parts. */
function partsOf(rrule: string): ReadonlyMap<string, string> {
  const parts = rrule
    .trim()
    .replace(/^RRULE:/i, "")
    .split(";");
  return new Map(
    parts.map((part) => [
      part.split("=")[0]!.trim().toUpperCase(),
      part
        .slice(part.indexOf("=") + 1)
        .trim()
        .toUpperCase(),
    ]),
  );
}
