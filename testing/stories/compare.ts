import { numberText } from "../../ops/words";
import type { SentNotification, Simulation } from "../simulation";
import { secondsOf } from "../times";
import type { StoryRow } from "./schema";

/** One thing that a row says and that is not so. */
export interface Difference {
  readonly key: "group" | "state" | "value" | "notify" | "text";
  readonly expected: string;
  readonly got: string;
  /** What the row would have to say. @default not known */
  readonly actual?: unknown;
}

/** A row that does not hold. */
export interface RowFailure {
  readonly row: StoryRow;
  /** Its place among the rows of its test. */
  readonly place: number;
  readonly differences: readonly Difference[];
  /** The arithmetic behind it. */
  readonly why: string;
}

/**
 * Compares what a row names with what happened; nothing where all of it holds.
 * @param hint what may explain a difference
 */
export function compareRow(
  simulation: Simulation,
  row: StoryRow,
  place: number,
  hint?: string,
): RowFailure | undefined {
  const differences = differencesOf(simulation, row);
  if (differences.length === 0) return undefined;
  const isMissed = differences.some(({ got }) => got === NOBODY || got === NO_NOTIFICATION);
  const sent = isMissed ? sentElsewhere(simulation, row) : undefined;
  const why = [whyOf(simulation, row), sent, hint].filter((part) => part !== undefined);
  return { row, place, differences, why: why.join("\n") };
}

const NOBODY = "nobody";
const NO_NOTIFICATION = "no notification";

/** When something was sent instead: notifications go out when a state changes, not at each evaluation. */
function sentElsewhere({ notifications }: Simulation, { at, group }: StoryRow): string | undefined {
  const own = notifications.filter((one) => group === undefined || one.group === group || one.group === "*");
  const seconds = secondsOf(at);
  const times = [...new Set(own.map((one) => one.at))].filter((time) => secondsOf(time) !== seconds);
  if (times.length === 0) return "  no notification is sent in this story";
  const shown = times.length > 5 ? [...times.slice(0, 5), "…"] : times;
  return `  notifications are sent at ${shown.join(", ")}`;
}

function differencesOf(simulation: Simulation, row: StoryRow): readonly Difference[] {
  const { at, group, state, value, notify, text } = row;
  const asksGroup = group !== undefined || state !== undefined || value !== undefined;
  try {
    const situation = asksGroup ? simulation.at(at, group) : undefined;
    const sent =
      situation && (group !== undefined || simulation.groups.length <= 1)
        ? situation.notifications
        : simulation.sentAt(at);
    return [
      ...(state === undefined || situation!.state === state
        ? []
        : [{ key: "state" as const, expected: state, got: situation!.state, actual: situation!.state }]),
      ...(value === undefined || isSame(situation!.value, value) ? [] : [valueDifference(value, situation!.value)]),
      ...(notify === undefined ? [] : notifyDifference(notify, sent)),
      ...(text === undefined ? [] : textDifference(text, sent)),
    ];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ key: "group", expected: group ?? "one group", got: error.message }];
  }
}

const isSame = (got: number | undefined, expected: number | null) =>
  expected === null || got === undefined
    ? expected === null && got === undefined
    : Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

function valueDifference(expected: number | null, got: number | undefined): Difference {
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? "no data" : numberText(value);
  return {
    key: "value",
    expected: shown(expected),
    got: shown(got),
    actual: got === undefined ? null : Number(numberText(got)),
  };
}

/** A notification without handles reaches nobody, and counts as none. */
function notifyDifference(expected: readonly string[], sent: readonly SentNotification[]): readonly Difference[] {
  const got = [...new Set(sent.flatMap(({ recipients }) => recipients))];
  if (got.length === new Set(expected).size && expected.every((handle) => got.includes(handle))) return [];
  const shown = (handles: readonly string[]) => handles.join(" ") || NOBODY;
  return [{ key: "notify", expected: shown(expected), got: shown(got), actual: got }];
}

function textDifference(expected: string, sent: readonly SentNotification[]): readonly Difference[] {
  const spaced = (text: string) => text.replace(/\s+/g, " ").trim();
  if (sent.some(({ text }) => text.includes(expected) || spaced(text).includes(spaced(expected)))) return [];
  const [first] = sent;
  const got = first ? JSON.stringify(spaced(first.text)) : NO_NOTIFICATION;
  return [{ key: "text", expected: JSON.stringify(expected), got, ...(first ? { actual: shortText(first) } : {}) }];
}

/** The first line of a message, without handles. */
export function shortText({ text, recipients }: SentNotification): string {
  const lines = text.split("\n").map((line) =>
    line
      .split(" ")
      .filter((word) => !recipients.includes(word))
      .join(" ")
      .trim(),
  );
  return lines.find((line) => line !== "") ?? "";
}

function whyOf(simulation: Simulation, { at, group }: StoryRow): string {
  try {
    return simulation.explain(at, group);
  } catch {
    return simulation.timeline === "" ? "No group changes state in this story." : simulation.timeline;
  }
}
