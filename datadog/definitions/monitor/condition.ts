import {
  alertGroupsOf,
  type Condition,
  comparisonOf,
  groupsOfCalls,
  knownGroupsOf,
  type MonitorQuery,
  parseMetricQuery,
  parseMonitorQuery,
  unlessAll,
  windowOf,
} from "../../query";
import { remembered } from "../remembered";
import type { MonitorDefinition, MonitorVariable } from "./schema";

/** Checks, dashboards and stacks ask about the same query. */
const parsed = remembered(parseMonitorQuery);

/** The condition of a monitor, or nothing where its query cannot be read. */
export function conditionOf(definition: MonitorDefinition): Condition | undefined {
  const result = parsed(definition.query);
  return result.ok ? conditionWith(result.node, definition) : undefined;
}

/** The condition of a monitor whose query is read already. */
export function conditionWith(node: MonitorQuery, definition: MonitorDefinition): Condition {
  const levels = definition.options?.thresholds ?? {};
  const comparison = comparisonOf(node);
  return {
    node,
    comparator: comparison?.operator,
    critical: comparison?.value ?? levels.critical ?? undefined,
    warning: levels.warning ?? undefined,
    recovery: levels.critical_recovery ?? undefined,
    warningRecovery: levels.warning_recovery ?? undefined,
    window: windowOf(node),
    groups: monitorGroups(node, definition.options?.variables ?? undefined),
  };
}

/**
 * The tags that each alert of a monitor carries; nothing where the query alone does not tell.
 * @param variables the queries that a formula names
 */
export function monitorGroups(
  query: MonitorQuery,
  variables?: readonly MonitorVariable[],
): readonly string[] | undefined {
  if (query.kind !== "formulaAlert") return alertGroupsOf(query);
  const inside = variables?.map(variableGroups);
  if (inside === undefined || inside.includes(undefined)) return undefined;
  return unlessAll([...new Set([...groupsOfCalls(query.calls), ...inside.flatMap((groups) => groups ?? [])])]);
}

/** The groups of one query of a formula; nothing where it is of a kind that is not known here. */
function variableGroups({ data_source, query, group_by: groupBy }: MonitorVariable): readonly string[] | undefined {
  if (typeof query === "string" && (data_source === "metrics" || data_source === "cloud_cost")) {
    const result = parseMetricQuery(query);
    return result.ok && result.node.kind !== "list" ? knownGroupsOf(result.node) : undefined;
  }
  if (groupBy === undefined || groupBy === null) return typeof query === "string" ? undefined : [];
  if (!Array.isArray(groupBy)) return undefined;
  return groupBy.map((key: unknown) => (typeof key === "string" ? key : String((key as { facet?: unknown })?.facet)));
}
