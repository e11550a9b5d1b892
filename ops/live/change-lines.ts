import { GUIDANCE_STARTS } from "../../constructs/guidance";
import { type Colors, numberText, wordsOf, wrapped } from "../words";
import type { Change } from "./changes";

/** How lines are laid out. */
export interface Layout {
  /** Columns that no line is longer than, unless a single word is. */
  readonly width: number;
  readonly colors: Colors;
}

/** `00:16  Pipeline error rate  OK → Alert  0.111`, and below it who is notified, in which words. */
export function changeLines(change: Change, layout: Layout): string[] {
  const { at, notification } = change;
  const indent = " ".repeat(at.length + 4);
  const head = headLines(change, indent, layout);
  if (!notification) return head;
  const { recipients } = notification;
  const who = recipients.length === 0 ? "To nobody" : `To ${recipients.join(" ")}`;
  // What to do first is the same each time, and in docs/monitors.md.
  const [message = ""] = wordsOf(notification).split(` ${GUIDANCE_STARTS}`);
  const said = wrapped(`${who}: ${message}`, layout.width - indent.length);
  return [...head, ...said.map((line) => `${indent}${layout.colors.dim(line)}`)];
}

/** The change is on a line of its own where all is too long for one. */
function headLines(
  { at, monitor, group, from, to, value }: Change,
  indent: string,
  { width, colors }: Layout,
): string[] {
  const where = group === "*" ? "" : ` {${group}}`;
  const change = `${from} → ${to ?? "forgotten"}`;
  const after = value === undefined ? "" : `  ${numberText(Number(value.toPrecision(3)))}`;
  const shown = to === "OK" ? colors.green(change) : colors.red(change);
  if (indent.length + monitor.length + where.length + 2 + change.length + after.length <= width) {
    return [`  ${at}  ${colors.cyan(monitor)}${where}  ${shown}${after}`];
  }
  const [first = "", ...rest] = wrapped(`${monitor}${where}`, width - indent.length).map(colors.cyan);
  return [`  ${at}  ${first}`, ...rest.map((line) => `${indent}${line}`), `${indent}${shown}${after}`];
}
