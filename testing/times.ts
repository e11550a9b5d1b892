/** Seconds of each unit of a duration, as Prometheus and Datadog write it. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * Seconds of a time in a story: `00:10` (hours run past 24: `49:00`), or a duration: `10m`, `1h30m`, `90s`, `2d`.
 * Nothing for anything else.
 */
export function secondsOf(text: string): number | undefined {
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60;
  if (!/^(\d{1,9}[smhdw])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!,
    0,
  );
}

/** What a time in a story may look like, for errors. */
export const TIME_FORMS = "a time such as 00:10 or a duration such as 10m or 1h30m";

/**
 * Seconds of a time that has to be one.
 * @throws RangeError where it is not
 */
export function timeOf(text: string): number {
  const seconds = secondsOf(text);
  if (seconds === undefined) throw new RangeError(`${JSON.stringify(text)} is not ${TIME_FORMS}.`);
  return seconds;
}

/** `4m`, `1h30m`: as promtool writes it. */
export function durationOf(seconds: number): string {
  const parts = Object.entries({ h: 3600, m: 60, s: 1 }).flatMap(([unit, size]) => {
    const amount = unit === "h" ? Math.floor(seconds / size) : Math.floor((seconds % (size * 60)) / size);
    return amount === 0 ? [] : [`${amount}${unit}`];
  });
  return parts.join("") || "0m";
}
