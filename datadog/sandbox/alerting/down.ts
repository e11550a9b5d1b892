import type { Rules } from "./rules";
import type { GroupRecord, Interval } from "./types";

/** How long it is remembered: the longest timeframe of an SLO. */
const REMEMBERED = 90 * 86_400;

/**
 * When SLOs count a monitor as down, after an evaluation: while one of its groups alerts, or has no data and says so.
 * @see https://docs.datadoghq.com/monitors/guide/on_missing_data/#slo-monitors
 */
export function stepDown(
  down: readonly Interval[],
  groups: ReadonlyMap<string, GroupRecord>,
  { notifiesNoData }: Rules,
  time: number,
): readonly Interval[] {
  const isDown = ({ state }: GroupRecord) => state === "Alert" || (state === "No Data" && notifiesNoData);
  const now = [...groups].flatMap(([key, record]) => (isDown(record) ? [key] : [])).sort();
  const last = down.at(-1);
  const open = last && last.to === undefined ? last : undefined;
  if (now.join("\n") === (open?.groups ?? []).join("\n")) return down;
  const kept = down.filter(({ to }) => to === undefined || to > time - REMEMBERED);
  const closed = open ? [...kept.slice(0, -1), { ...open, to: time }] : kept;
  return now.length > 0 ? [...closed, { from: time, groups: now }] : closed;
}

/** How many of the seconds in [from, to) are in one of the intervals. */
export function secondsDown(intervals: readonly Pick<Interval, "from" | "to">[], from: number, to: number): number {
  let covered = from;
  let seconds = 0;
  for (const interval of [...intervals].sort((a, b) => a.from - b.from)) {
    const start = Math.max(covered, interval.from);
    const end = Math.min(to, interval.to ?? to);
    if (end <= start) continue;
    seconds += end - start;
    covered = end;
  }
  return seconds;
}
