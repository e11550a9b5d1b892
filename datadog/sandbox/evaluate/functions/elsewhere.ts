import type { FunctionName } from "../../../query";
import { aggregated, presentIn, type TimeMethod } from "../aggregate";
import { gridEnd, gridOf, timeOf } from "../grid";
import type { Frame } from "../leaf";
import { gaps, mapLines, type SeriesSet } from "../series-set";
import type { Arguments, Evaluate, Implementation } from "./implementation";

const DAY = 86_400;

/** An expression `seconds` away (negative is the past), drawn where the frame is. */
function shifted(args: Arguments, frame: Frame, evaluate: Evaluate, seconds: number): SeriesSet {
  const { grid, cut } = frame;
  const there = { ...grid, start: grid.start + seconds };
  const set = evaluate(args.expression("series"), { ...frame, grid: there, cut: cut + seconds });
  const lines = set.lines.map((line) => ({ ...line, first: line.first - seconds, last: line.last - seconds }));
  return { ...set, grid, lines };
}

const before = (seconds: number): Implementation => ({
  kind: "elsewhere",
  of: (args, frame, evaluate) => shifted(args, frame, evaluate, -seconds),
});

/** `-1mo` in a time zone: from the beginning of the range to the same date and hour there, a month before. */
function calendarShift(args: Arguments, frame: Frame, evaluate: Evaluate): SeriesSet {
  const match = /^-(\d+)(d|w|mo)$/.exec(args.word("shift"));
  if (!match) throw args.error("the shift must be a number of days, weeks, or months, such as '-1mo'");
  const amount = Number(match[1]);
  const shift =
    match[2] === "mo" ? { months: amount, days: 0 } : { months: 0, days: match[2] === "w" ? amount * 7 : amount };
  const start = frame.grid.start;
  let there: number;
  try {
    there = dateBefore(start, shift, args.word("zone", "UTC"));
  } catch {
    throw args.error(`\`${args.word("zone")}\` is not a time zone`);
  }
  return shifted(args, frame, evaluate, there - start);
}

/** The same wall clock some months and days before; past the end of a month its last day. */
function dateBefore(time: number, { months, days }: { months: number; days: number }, zone: string): number {
  const local = time + offsetOf(time, zone);
  const date = new Date(local * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const longest = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, longest));
  const wall = date.getTime() / 1000 - days * DAY;
  return wall - offsetOf(wall - offsetOf(wall, zone), zone);
}

/** Seconds by which a zone is ahead of UTC at a time. */
function offsetOf(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone.toLowerCase() === "utc" ? "UTC" : zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(time * 1000);
  const part = (type: string) => Number(parts.find((each) => each.type === type)!.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall / 1000 - Math.floor(time);
}

/** `rollup(q, 'max', 300)`: buckets of a query as buckets of another length. */
function rollup(args: Arguments, frame: Frame, evaluate: Evaluate): SeriesSet {
  const { grid } = frame;
  const interval = args.number("interval");
  const method = args.word("aggregator", "avg") as TimeMethod;
  const operand = args.expression("series");
  const step = Math.min(interval, frame.innerStep(operand));
  const inner = gridOf(grid.start, gridEnd(grid), step, grid.start % step);
  const set = evaluate(operand, { ...frame, grid: inner });
  const rolled = mapLines(set, (values) => {
    const result = gaps(grid.length);
    for (let index = 0; index < grid.length; index++) {
      const at = (time: number) => Math.round((time - inner.start) / step);
      const present = presentIn(values, at(timeOf(grid, index)), at(timeOf(grid, index + 1)));
      if (present.length > 0) result[index] = aggregated(present, method);
    }
    return result;
  });
  return { ...rolled, grid };
}

/**
 * Functions that look at other times, or with other buckets.
 * @see https://docs.datadoghq.com/dashboards/functions/timeshift/
 */
export const ELSEWHERE_FUNCTIONS = {
  timeshift: {
    kind: "elsewhere",
    of: (args, frame, evaluate) => shifted(args, frame, evaluate, args.number("shift")),
  },
  calendar_shift: { kind: "elsewhere", of: calendarShift },
  hour_before: before(3600),
  day_before: before(DAY),
  week_before: before(7 * DAY),
  month_before: before(28 * DAY),
  rollup: { kind: "elsewhere", of: rollup },
} as const satisfies Partial<Record<FunctionName, Implementation>>;
