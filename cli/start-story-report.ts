import { GUIDANCE_STARTS } from "../constructs/guidance";
import { type Colors, NO_COLORS, wrapped } from "../ops/words";
import type { HourStory, StoryEvent } from "./start-story";

/**
 * The story for a person: which monitor changed when, who is notified, and in which words.
 * @param width columns of the terminal @default 80
 */
export function storyReport({ incident, events, skipped }: HourStory, width = 80, colors: Colors = NO_COLORS): string {
  const { bold, dim } = colors;
  const title = "An hour of a made-up pipeline";
  const [first = "", ...rest] = wrapped(`${title}: ${incident}.`, width);
  return [
    first.replace(title, bold(title)),
    ...rest,
    ...(events.length === 0
      ? ["  No monitor changes its state."]
      : events.flatMap((event) => eventLines(event, width, colors))),
    ...skipped.flatMap((why) => wrapped(`Not run: ${why}`, width - 2).map((line) => dim(`  ${line}`))),
  ].join("\n");
}

function eventLines(event: StoryEvent, width: number, colors: Colors): string[] {
  const { recipients, text } = event;
  const head = headLines(event, width, colors);
  if (recipients === undefined) return head;
  const who = recipients.length === 0 ? "To nobody" : `To ${recipients.join(" ")}`;
  // What to do first is the same each time, and in docs/monitors.md.
  const [message = ""] = (text ?? "").split(` ${GUIDANCE_STARTS}`);
  return [...head, ...wrapped(`${who}: ${message}`, width - 9).map((line) => `${INDENT}${colors.dim(line)}`)];
}

/** As far as the time of an event takes up. */
const INDENT = " ".repeat(9);

/** `00:16  Pipeline error rate  OK → Alert  0.111`; the change is on a line of its own where all is too long. */
function headLines(
  { at, monitor, group, change, value }: StoryEvent,
  width: number,
  { cyan, yellow }: Colors,
): string[] {
  const where = group === "*" ? "" : ` {${group}}`;
  const after = value === undefined ? "" : `  ${value}`;
  if (INDENT.length + monitor.length + where.length + 2 + change.length + after.length <= width) {
    return [`  ${at}  ${cyan(monitor)}${where}  ${yellow(change)}${after}`];
  }
  const [first = "", ...rest] = wrapped(`${monitor}${where}`, width - INDENT.length).map(cyan);
  return [`  ${at}  ${first}`, ...rest.map((line) => `${INDENT}${line}`), `${INDENT}${yellow(change)}${after}`];
}
