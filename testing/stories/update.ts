import { parseDocument } from "yaml";
import type { Simulation } from "../simulation";
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

/** The text of a file with rows that say what happens, for review: in tests without any, and where a row does not hold. */
export function updated(file: StoryFile, results: readonly TestResult[]): Updated {
  const document = parseDocument(file.text);
  let [written, changed] = [0, 0];
  for (const { test, index, simulation, failures } of results) {
    if (!simulation) continue;
    if ((test.expect ?? []).length === 0) {
      const rows = rowsOf(simulation);
      const list = document.createNode(rows.map((row) => document.createNode(row, { flow: true })));
      document.setIn(["tests", index, "expect"], list);
      written += rows.length;
    }
    for (const failure of failures) if (corrected(document, index, failure)) changed++;
  }
  const text = written + changed === 0 ? file.text : document.toString({ lineWidth: 0 });
  return { text, written, changed };
}

/** Whether anything of a row could be corrected. */
function corrected(
  document: ReturnType<typeof parseDocument>,
  index: number,
  { place, differences }: RowFailure,
): boolean {
  const known = differences.filter(({ actual }) => actual !== undefined);
  for (const { key, actual } of known) {
    document.setIn(["tests", index, "expect", place, key], document.createNode(actual, { flow: true }));
  }
  return known.length > 0;
}

/** A row for each change and reminder; where nothing happens, one that says so. */
function rowsOf(simulation: Simulation): StoryRow[] {
  const rows = simulation.lines.flatMap(({ at, group, to, value }): StoryRow[] => {
    if (to === undefined) return [];
    const isOne = group === "*";
    const sent =
      isOne || simulation.groups.includes(group)
        ? simulation.at(at, isOne ? undefined : group).notifications
        : simulation.sentAt(at);
    const text = sent[0] ? shortText(sent[0]) : "";
    return [
      {
        at: durationOf(timeOf(at)),
        ...(isOne ? {} : { group }),
        state: to,
        ...(value === undefined ? {} : { value: Number(value.toPrecision(12)) }),
        notify: [...new Set(sent.flatMap(({ recipients }) => recipients))],
        ...(text === "" ? {} : { text }),
      },
    ];
  });
  return rows.length > 0 ? rows : [{ at: durationOf(timeOf(simulation.end)), notify: [] }];
}
