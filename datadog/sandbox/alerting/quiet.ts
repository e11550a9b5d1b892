import { stateOf } from "./decide";
import { quietWithoutDataUntil } from "./groups";
import type { Levels, Rules } from "./rules";
import type { GroupRecord, MonitorState, State } from "./types";

/** The values of a monitor's groups at evaluations a minute apart; NaN is no data. */
export interface Minutely {
  /** UNIX seconds of the first evaluation. */
  readonly from: number;
  readonly count: number;
  /** A column for each group, by its key. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/**
 * The first of the evaluations from `index` on that can change anything: a group appears, stops, or passes a threshold.
 * Those before it leave the monitor as it is. Only for a monitor that is calm, and that nothing mutes.
 *
 * @returns the number of evaluations where none does
 */
export function nextChange(values: Minutely, index: number, { groups }: MonitorState, rules: Rules): number {
  const { levels, isGrouped, missing } = rules;
  // without a group there may be one from the start, see `stepGroups`
  if (!levels || (groups.size === 0 && !isGrouped && missing.kind === "zero")) return index;
  let next = values.count;
  for (const [key, column] of values.columns) {
    if (groups.has(key)) continue;
    next = firstWhere(column, index, next, (value) => !Number.isNaN(value));
  }
  for (const [key, record] of groups) {
    const column = values.columns.get(key);
    if (record.state === undefined) return index;
    if (record.missingSince === undefined) {
      if (!column) return index;
      next = firstBeyond(column, index, next, record.state, levels);
      continue;
    }
    next = Math.min(next, deadline(values, record, rules, index));
    if (column) next = firstWhere(column, index, next, (value) => !Number.isNaN(value));
  }
  return next;
}

function firstWhere(column: Float64Array, from: number, to: number, test: (value: number) => boolean): number {
  for (let index = from; index < to; index++) if (test(column[index]!)) return index;
  return to;
}

/** The first value that is missing, or that puts the group into another state. */
function firstBeyond(column: Float64Array, from: number, to: number, state: State, levels: Levels): number {
  for (let index = from; index < to; index++) {
    const value = column[index]!;
    if (Number.isNaN(value) || stateOf(levels, state, value) !== state) return index;
  }
  return to;
}

function deadline({ from }: Minutely, record: GroupRecord, rules: Rules, index: number): number {
  return Math.max(index, Math.ceil((quietWithoutDataUntil(record, rules) - from) / 60));
}
