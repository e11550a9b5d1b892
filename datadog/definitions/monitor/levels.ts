import { comparisonOf, type Levels } from "../../query";
import { conditionOf } from "./condition";
import type { MonitorDefinition, MonitorThresholds } from "./schema";

/** The thresholds that an environment may give a monitor; all in the unit of the query's value. */
export interface ThresholdSettings extends Levels {
  /** Where it alerts. @default the monitor's own */
  readonly critical?: number;
}

/** The name of each setting among the thresholds of a monitor's options. */
export const THRESHOLD_NAMES: Readonly<Record<keyof ThresholdSettings, keyof MonitorThresholds>> = {
  critical: "critical",
  warning: "warning",
  recovery: "critical_recovery",
  warningRecovery: "warning_recovery",
};

/**
 * The monitor with other thresholds: in its options, and the critical one in its query too. What is not given stays. A
 * composite compares nothing and stays as it is.
 */
export function withThresholds(definition: MonitorDefinition, settings: ThresholdSettings): MonitorDefinition {
  const given = Object.entries(settings).filter(([name, value]) => name in THRESHOLD_NAMES && value !== undefined);
  if (given.length === 0 || definition.type === "composite") return definition;
  const thresholds = Object.fromEntries(
    given.map(([name, value]) => [THRESHOLD_NAMES[name as keyof ThresholdSettings], value]),
  );
  return {
    ...definition,
    query: settings.critical === undefined ? definition.query : comparedWith(definition, settings.critical),
    options: { ...definition.options, thresholds: { ...definition.options?.thresholds, ...thresholds } },
  };
}

/** The query, as it is written, with another number behind its comparison. */
function comparedWith(definition: MonitorDefinition, critical: number): string {
  const { query } = definition;
  const condition = conditionOf(definition);
  const comparison = condition && comparisonOf(condition.node);
  if (comparison?.range === undefined) return query;
  const { start, end } = comparison.range;
  return `${query.slice(0, start)}${comparison.operator} ${critical}${query.slice(end)}`;
}
