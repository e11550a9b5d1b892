import { conditionOf, type MonitorDefinition } from "../datadog/definitions";
import { type AlertingMonitor, compares, type Reading, type State } from "../datadog/sandbox/alerting";
import type { ExplainedStep, Explanation } from "../datadog/sandbox/evaluate";
import { clockOf, numberText } from "../ops/words";
import type { Played } from "./play";

/** What is to be explained. */
interface Question {
  readonly at: string;
  /** From the beginning of the story. */
  readonly seconds: number;
  /** The group. */
  readonly key: string;
  readonly state: State;
  readonly value?: number;
}

/** Why a group had its value and its state, as a small table. */
export function explained(played: Played, monitor: AlertingMonitor, question: Question): string {
  const { at, key, state, value } = question;
  const where = key === "*" ? "" : ` {${key}}`;
  return [
    `${at}${where} ${state}${value === undefined ? ", no data" : `, value ${numberText(value)}`}`,
    ...stepLines(played, monitor, question),
    ...waitingLines(played, monitor, question),
    ...thresholdLines(monitor.definition, value),
    ...monitor.notes.map(({ subject, text }) => `  note: ${subject}: ${text}`),
  ].join("\n");
}

function stepLines({ story, monitors, history }: Played, monitor: AlertingMonitor, question: Question): string[] {
  const { seconds, key } = question;
  const time = story.start + seconds;
  const { source, delay } = monitor;
  if (monitor.definition.type === "composite") return memberLines({ story, monitors, history }, monitor, time);
  const readings = history.readingsAt(monitor.id, time);
  if (question.value === undefined || !source.explain) return valueLines(readings, key);
  if (!readings.some(({ group }) => group.key === key)) return ["  no data, which is evaluated as 0 (on_missing_data)"];
  const explanation = source.explain(time - delay, time, key);
  const shown = (at: number) => clockOf(at - story.start);
  const window = `  window ${shownFrom(explanation, shown)} to ${shown(explanation.time)}, end excluded`;
  return [window, ...table(explanation.steps.map((step) => stepCells(step, shown)))];
}

/** What a value that is not explained is made of: the burn rates of both windows, what a check said. */
function valueLines(readings: readonly Reading[], key: string): string[] {
  const { values = {} } = readings.find(({ group }) => group.key === key) ?? {};
  return Object.entries(values).map(
    ([name, value]) => `  ${name}: ${typeof value === "number" ? numberText(value) : value}`,
  );
}

/** Why a group that has a value has no state yet. */
function waitingLines(
  { story, history }: Played,
  { id, rules }: AlertingMonitor,
  { seconds, key }: Question,
): string[] {
  const record = history.stateAt(id, story.start + seconds)?.groups.get(key);
  if (!record || record.state !== undefined) return [];
  if (rules.newGroupDelay === 0) return ["  not evaluated yet: its window is not full (require_full_window)"];
  return [`  not evaluated yet: a new group waits ${rules.newGroupDelay} s (new_group_delay, new_host_delay)`];
}

/** A window can begin before the story does. */
function shownFrom({ from }: Explanation, shown: (at: number) => string): string {
  const text = shown(from);
  return text.startsWith("-") || text.includes(":-") ? "before 00:00" : text;
}

/** So many points are shown in full. */
const MOST_SHOWN = 12;

function stepCells({ expression, points, how, value }: ExplainedStep, shown: (at: number) => string): string[] {
  const all = (points ?? []).map((point) => `${shown(point.time)} ${numberText(point.value)}`);
  const half = MOST_SHOWN / 2;
  const some =
    all.length <= MOST_SHOWN
      ? all
      : [...all.slice(0, half), `… ${all.length - MOST_SHOWN} more …`, ...all.slice(-half)];
  const list = points === undefined ? "" : some.join(", ") || "no points";
  const result = value === undefined ? (how === "points" ? "" : "no data") : numberText(value);
  return [expression, list, result === "" ? "" : `${how} = ${result}`];
}

/** How far columns are aligned; a longer cell moves what follows it. */
const WIDEST = 100;

/** Columns of the same width, empty ones left out of a row's end. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) =>
    rows.reduce((most, row) => Math.max(most, Math.min(WIDEST, row[column]!.length)), 0),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell)).join("  ")}`.trimEnd(),
  );
}

function memberLines({ monitors, history }: Played, composite: AlertingMonitor, time: number): string[] {
  const members = [...composite.definition.query.matchAll(/\d+/g)].map(([id]) => id);
  return [...new Set(members)].flatMap((id) => {
    const name = monitors.get(id)?.definition.name ?? id;
    const groups = [...(history.stateAt(id, time)?.groups.values() ?? [])];
    if (groups.length === 0) return [`  ${id} "${name}": no data`];
    return groups.map(
      ({ group, state }) =>
        `  ${id} "${name}"${group.key === "*" ? "" : ` {${group.key}}`}: ${state ?? "not evaluated yet"}`,
    );
  });
}

/** What the value is compared with: `0.12 > 0.1 (critical): yes`. */
function thresholdLines(definition: MonitorDefinition, value: number | undefined): string[] {
  const condition = conditionOf(definition);
  if (!condition?.comparator) return [];
  const { comparator, critical, warning, recovery, warningRecovery } = condition;
  const levels = { critical, warning, "critical recovery": recovery, "warning recovery": warningRecovery };
  return Object.entries(levels).flatMap(([name, level]) => {
    if (level === undefined) return [];
    const test = `${value === undefined ? "?" : numberText(value)} ${comparator} ${numberText(level)}`;
    return [
      `  ${test} (${name})${value === undefined ? "" : `: ${compares(value, comparator, level) ? "yes" : "no"}`}`,
    ];
  });
}
