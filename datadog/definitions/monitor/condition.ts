import {
  type Comparator,
  type Comparison,
  type Expression,
  groupsOf,
  type MethodCall,
  type MonitorQuery,
  parseMetricQuery,
  parseMonitorQuery,
  type Window,
  walk,
} from "../../query";
import type { MonitorDefinition, MonitorVariable } from "./monitor";

/** When a monitor alerts, read from its query and its options. */
export interface MonitorCondition {
  readonly node: MonitorQuery;
  /** @default none: service checks and composites compare nothing */
  readonly comparator?: Comparator;
  /** Of the query, else of the options. */
  readonly critical?: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
  /** The window that is evaluated, where the query names one as `last_5m` or `.last("5m")`. */
  readonly window?: Window;
  /** The tags that each alert carries; nothing where the query does not tell, as for composites and SLOs. */
  readonly groups?: readonly string[];
}

/** The condition of a monitor, or nothing where its query cannot be read. */
export function conditionOf(definition: MonitorDefinition): MonitorCondition | undefined {
  const result = parseMonitorQuery(definition.query);
  if (!result.ok) return undefined;
  const { node } = result;
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

/** What is compared with the critical threshold, and how. */
export function comparisonOf(query: MonitorQuery): Comparison | undefined {
  return "comparison" in query ? query.comparison : undefined;
}

/** The links of a query that is written as a chain: `.by("host").last("5m")`. */
export function callsOf(query: MonitorQuery): readonly MethodCall[] {
  return "calls" in query ? query.calls : [];
}

/** The texts that a link of the chain is given: `["host", "url"]` for `.by("host","url")`. */
export function textsOf(calls: readonly MethodCall[], name: string): readonly string[] {
  return calls
    .filter((call) => call.name === name)
    .flatMap(({ args }) => args.flatMap((arg) => (arg.kind === "string" || arg.kind === "keyword" ? [arg.value] : [])));
}

function windowOf(query: MonitorQuery): Window | undefined {
  if ("window" in query) return query.window;
  const [last] = textsOf(callsOf(query), "last");
  const [, amount, unit] = /^([1-9]\d{0,4})(mo|[smhdw])$/.exec(last ?? "") ?? [];
  if (amount === undefined) return undefined;
  return { kind: "window", form: "last", amount: Number(amount), unit: unit as Window["unit"] };
}

/**
 * The tags that each alert of a monitor carries; nothing where the query alone does not tell.
 * @param variables the queries that a formula names
 */
export function monitorGroups(
  query: MonitorQuery,
  variables?: readonly MonitorVariable[],
): readonly string[] | undefined {
  switch (query.kind) {
    case "metricAlert":
    case "changeAlert":
      return expressionGroups(query.expression);
    case "serviceCheck":
    case "searchAlert":
      return unlessAll(keysOf(query.calls));
    case "formulaAlert": {
      const inside = variables?.map(variableGroups);
      if (inside === undefined || inside.includes(undefined)) return undefined;
      return unlessAll([...new Set([...keysOf(query.calls), ...inside.flatMap((groups) => groups ?? [])])]);
    }
    case "sloAlert":
    case "composite":
    case "raw":
      return undefined;
  }
}

function expressionGroups(expression: Expression): readonly string[] | undefined {
  let raw = false;
  walk(expression, {
    raw: () => {
      raw = true;
    },
  });
  return raw ? undefined : unlessAll(groupsOf(expression));
}

/** Nothing for `*`: it stands for every tag that there is. */
function unlessAll(keys: readonly string[]): readonly string[] | undefined {
  return keys.includes("*") ? undefined : keys;
}

/** `.by("host","url")`, `.by("host,url")`. */
function keysOf(calls: readonly MethodCall[]): readonly string[] {
  return textsOf(calls, "by")
    .flatMap((text) => text.split(","))
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

/** The groups of one query of a formula; nothing where it is of a kind that is not known here. */
function variableGroups({ data_source, query, group_by: groupBy }: MonitorVariable): readonly string[] | undefined {
  if (typeof query === "string" && (data_source === "metrics" || data_source === "cloud_cost")) {
    const result = parseMetricQuery(query);
    return result.ok && result.node.kind !== "list" ? expressionGroups(result.node) : undefined;
  }
  if (groupBy === undefined || groupBy === null) return typeof query === "string" ? undefined : [];
  if (!Array.isArray(groupBy)) return undefined;
  return groupBy.map((key: unknown) => (typeof key === "string" ? key : String((key as { facet?: unknown })?.facet)));
}
