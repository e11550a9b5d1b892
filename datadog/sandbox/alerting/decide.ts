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
  const isBeyond = (level: number | undefined) => level !== undefined && compares(value, comparator, level);
  const holds = (level: number | undefined) => level !== undefined && compares(recoveryValue, comparator, level);
  if (isBeyond(critical)) return "Alert";
  if (before === "Alert" && holds(recovery)) return "Alert";
  if (isBeyond(warning)) return "Warn";
  // an alert that has come down to between the warning and its recovery is a warning that has not recovered
  if ((before === "Warn" || before === "Alert") && warning !== undefined && holds(warningRecovery)) return "Warn";
  return "OK";
}
