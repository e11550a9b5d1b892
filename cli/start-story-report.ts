import { GUIDANCE_STARTS } from "../constructs/guidance";
import { indented } from "../ops/start/report";
import { type Colors, NO_COLORS, wrapped } from "../ops/words";
import type { HourStory, StoryEvent } from "./start-story";

/** Columns that no line of the story is longer than, but for a word that is. */
const WIDTH = 80;

/** The story for a person: which monitor changed when, who is notified, and in which words. */
export function storyReport({ incident, events, skipped }: HourStory, colors: Colors = NO_COLORS): string {
  const { bold, dim } = colors;
  const title = "An hour of a made-up pipeline";
  const [first = "", ...rest] = wrapped(`${title}: ${incident}.`, WIDTH);
  return [
    first.replace(title, bold(title)),
    ...rest,
    ...(events.length === 0
      ? ["  No monitor changes its state."]
      : events.flatMap((event) => eventLines(event, colors))),
    ...skipped.flatMap((why) => wrapped(`Not run: ${why}`, WIDTH - 2).map((line) => dim(`  ${line}`))),
  ].join("\n");
}

function eventLines({ at, monitor, group, change, value, recipients, text }: StoryEvent, colors: Colors): string[] {
  const { cyan, yellow, dim } = colors;
  const where = group === "*" ? "" : ` {${group}}`;
  const head = `  ${at}  ${cyan(monitor)}${where}  ${yellow(change)}${value === undefined ? "" : `  ${value}`}`;
  if (recipients === undefined) return [head];
  const who = recipients.length === 0 ? "To nobody" : `To ${recipients.join(" ")}`;
  // What to do first is the same each time, and in docs/monitors.md.
  const [message = ""] = (text ?? "").split(` ${GUIDANCE_STARTS}`);
  const said = wrapped(`${who}: ${message}`, WIDTH - 9);
  return [head, ...said.map((line) => indented(indented(` ${dim(line)}`)))];
}
