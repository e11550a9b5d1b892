import type { Comparator } from "../../query";
import type { Levels } from "./rules";
import type { State } from "./types";

/** Whether `value` is beyond `level`: `5 > 3`. */
export function compares(value: number, comparator: Comparator, level: number): boolean {
  switch (comparator) {
    case ">":
      return value > level;
    case ">=":
      return value >= level;
    case "<":
      return value < level;
    case "<=":
      return value <= level;
    case "==":
      return value === level;
    case "!=":
      return value !== level;
  }
}

/**
 * The state that a value puts a group in. A state that is not OK is left once the value has passed its recovery
 * threshold: `>` recovers at `<=`, `>=` at `<`, `<` at `>=`, `<=` at `>`.
 *
 * @param before what the group was in; nothing before its first evaluation
 * @param recoveryValue what is compared with the recovery thresholds
 * @see https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
 */
export function stateOf(levels: Levels, before: State | undefined, value: number, recoveryValue = value): State {
  const { comparator, critical, warning, recovery, warningRecovery } = levels;
  const { recoveryComparator = comparator } = levels;
  if (isBeyond(value, comparator, critical)) return "Alert";
  if (before === "Alert" && isBeyond(recoveryValue, recoveryComparator, recovery)) return "Alert";
  if (isBeyond(value, comparator, warning)) return "Warn";
  if (warning === undefined || before === undefined || before === "OK") return "OK";
  // an alert that has come down to between the warning and its recovery is a warning that has not recovered
  const wasBeyond = before === "Warn" || before === "Alert";
  return wasBeyond && isBeyond(recoveryValue, recoveryComparator, warningRecovery) ? "Warn" : "OK";
}

/** A level that is not set is never passed. */
function isBeyond(value: number, comparator: Comparator, level: number | undefined): boolean {
  return level !== undefined && compares(value, comparator, level);
}
