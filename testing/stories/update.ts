import { Lines, type SourceDocument } from "../../datadog/source";
import { readYamlDocuments } from "../../datadog/source/yaml";
import type { TimelineLine } from "../../ops/words";
import type { SentNotification, Simulation } from "../simulation";
import { durationOf, timeOf } from "../times";
import { type RowFailure, shortText } from "./compare";
import type { TestResult } from "./run";
import type { StoryRow } from "./schema";
import type { StoryFile } from "./story-file";

export interface Updated {
  readonly text: string;
  /** Rows that were written to tests that had none. */
  readonly written: number;
  /** Rows that said something else. */
  readonly changed: number;
}

/** A part of the text and what stands in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of a file with rows that say what happens, for review: in tests without any, and where a row does not hold. All
 * else stays as it is written.
 */
export function updated(file: StoryFile, results: readonly TestResult[]): Updated {
  const document = readYamlDocuments(file.name, file.text).documents[0]!;
  const edits: Edit[] = [];
  let [written, changed] = [0, 0];
  for (const { test, index, simulation, failures } of results) {
    if (!simulation) continue;
    if ((test.expect ?? []).length === 0) {
      const rows = rowsOf(simulation);
      edits.push(writing(file.text, document, index, Object.keys(test), rows));
      written += rows.length;
    }
    for (const failure of failures) {
      const own = corrections(document, index, failure);
      edits.push(...own);
      if (own.length > 0) changed++;
    }
  }
  return { text: applied(file.text, edits), written, changed };
}

/** From the last to the first, so that the places before stay what they are. */
function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text }) => whole.slice(0, start) + text + whole.slice(end), text);
}

/** The values of a row that are others. */
function corrections(document: SourceDocument, index: number, { place, differences }: RowFailure): Edit[] {
  return differences.flatMap(({ key, actual }) => {
    const span = document.span(["tests", index, "expect", place, key]);
    return actual === undefined || !span ? [] : [{ ...span, text: flow(actual) }];
  });
}

/** Rows after the other keys of a test, or in place of an empty list. */
function writing(
  text: string,
  document: SourceDocument,
  index: number,
  keys: readonly string[],
  rows: readonly StoryRow[],
): Edit {
  const path = ["tests", index];
  const empty = document.span([...path, "expect"]);
  if (empty) return { ...empty, text: `[${rows.map(flow).join(", ")}]` };
  const last = Math.max(...keys.map((key) => document.span([...path, key])?.end ?? 0));
  const test = document.span(path)!;
  // a test in braces gets its rows before the closing one
  if (text[test.start] === "{") return { start: last, end: last, text: `, expect: [${rows.map(flow).join(", ")}]` };
  const lineBreak = text[last - 1] === "\n" ? last - 1 : text.indexOf("\n", last);
  const end = lineBreak < 0 ? text.length : lineBreak + 1;
  const indent = " ".repeat(new Lines(text).position(test.start).column - 1);
  const lines = [`${indent}expect:`, ...rows.map((row) => `${indent}  - ${flow(row)}`)].join("\n");
  return { start: end, end, text: `${lineBreak < 0 ? "\n" : ""}${lines}\n` };
}

/** A value in YAML's flow style, text in quotes where it needs them. */
function flow(value: unknown): string {
  if (typeof value === "string")
    return /^[A-Za-z\d][\w.-]*( [A-Z]\w*)*$/.test(value) && !isSpecial(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${flow(one)}`)
    .join(", ")} }`;
}

/** What YAML reads as something other than text. */
const isSpecial = (text: string) => /^(true|false|null|yes|no|on|off)$/i.test(text) || !Number.isNaN(Number(text));

/** A row for each change and reminder; where nothing happens, one that says so. */
function rowsOf(simulation: Simulation): StoryRow[] {
  const rows = simulation.lines.flatMap((line) => rowOf(simulation, line) ?? []);
  return rows.length > 0 ? rows : [{ at: durationOf(timeOf(simulation.end)), notify: [] }];
}

function rowOf(simulation: Simulation, { at, group, to, value }: TimelineLine): StoryRow | undefined {
  const time = durationOf(timeOf(at));
  // what several groups share is no group of its own: it is sent, and has no state
  if (!simulation.groups.includes(group)) return { at: time, notify: handlesOf(simulation.sentAt(at)) };
  if (to === undefined) return undefined;
  const sent = simulation.at(at, group).notifications;
  const text = sent[0] ? shortText(sent[0]) : "";
  return {
    at: time,
    ...(simulation.groups.length > 1 || group !== "*" ? { group } : {}),
    state: to,
    ...(value === undefined ? {} : { value: Number(value.toPrecision(12)) }),
    notify: handlesOf(sent),
    ...(text === "" ? {} : { text }),
  };
}

const handlesOf = (sent: readonly SentNotification[]) => [...new Set(sent.flatMap(({ recipients }) => recipients))];
