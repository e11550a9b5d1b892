import { type Finding, finding } from "../../findings";
import { own } from "../../json";
import { type Comparator, checkMonitorQuery, comparisonOf, type Expression } from "../../query";
import { inQuery, type MonitorFacts, type MonitorRule, option, queryOf } from "./facts";
import type { MonitorThresholds, MonitorType } from "./schema";

type Levels = { readonly [K in keyof MonitorThresholds]?: number };

/** The levels that are there; null is none. */
function levelsOf({ options }: MonitorFacts): Levels {
  const levels = Object.entries(options.thresholds ?? {}).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(levels);
}

/** `> 5` in the query and 3 in the options. */
const mismatch: MonitorRule = (facts) => {
  const comparison = facts.condition && comparisonOf(facts.condition.node);
  const { critical } = levelsOf(facts);
  if (!comparison || critical === undefined || critical === comparison.value) return [];
  const message =
    `The critical threshold is ${critical} here but ${comparison.value} in the query ` +
    `("${comparison.operator} ${comparison.value}"): use the same value in both.`;
  const values = { critical, queryThreshold: comparison.value };
  return [finding("threshold-mismatch", message, { ...option("thresholds", "critical"), facts: values })];
};

/** Composites have no levels, and the levels of a service check are counts that do without each other. */
const WITHOUT_CRITICAL: readonly MonitorType[] = ["composite", "service check"];

/** A level that stands on a critical threshold which is not there. */
const missing: MonitorRule = (facts) => {
  const levels = levelsOf(facts);
  if (levels.critical !== undefined || WITHOUT_CRITICAL.includes(facts.definition.type)) return [];
  const name = (["warning", "critical_recovery", "warning_recovery"] as const).find((key) => levels[key] !== undefined);
  if (name === undefined) return [];
  const message = `There is a threshold "${name}" (${levels[name]}) but no critical threshold: add thresholds.critical, the value that the query compares with.`;
  return [finding("threshold-missing", message, { ...option("thresholds", name) })];
};

/** Which way a comparison looks: up for `>` and `>=`, down for `<` and `<=`. */
function direction(operator: Comparator): 1 | -1 | undefined {
  if (operator === ">" || operator === ">=") return 1;
  return operator === "<" || operator === "<=" ? -1 : undefined;
}

/** A warning that comes with or after the alert. */
const order: MonitorRule = (facts) => {
  const comparator = facts.condition?.comparator;
  const way = comparator && direction(comparator);
  const { critical, warning } = levelsOf(facts);
  if (!way || critical === undefined || warning === undefined || way * (critical - warning) > 0) return [];
  const side = way > 0 ? "below" : "above";
  const message = `The warning threshold ${warning} must be ${side} the critical threshold ${critical}, because the query alerts at "${comparator} ${critical}": otherwise, it never warns first.`;
  const values = { critical, warning, comparator };
  return [finding("threshold-order", message, { ...option("thresholds", "warning"), facts: values })];
};

/**
 * A recovery threshold beyond its threshold: the monitor would alert and recover at once.
 * @see https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
 */
const side: MonitorRule = (facts) => {
  const comparator = facts.condition?.comparator;
  const way = comparator && direction(comparator);
  if (!way) return [];
  const levels = levelsOf(facts);
  return (["critical", "warning"] as const).flatMap((name) => {
    const level = levels[name];
    const recovery = levels[`${name}_recovery`];
    if (level === undefined || recovery === undefined || way * (level - recovery) >= 0) return [];
    const where = way > 0 ? "above" : "below";
    const word = name === "critical" ? "alert" : "warning";
    const message = `The ${word} would end at ${recovery}, ${where} the ${name} threshold ${level} at which it begins ("${comparator} ${level}"): the recovery threshold must be ${level} or ${way > 0 ? "less" : "more"}.`;
    return [
      finding("threshold-side", message, { ...option("thresholds", `${name}_recovery`), facts: { status: name } }),
    ];
  });
};

/** The thresholds that some types do not have; the others take all that have a meaning. */
const REFUSED: Readonly<Record<string, readonly (keyof MonitorThresholds)[]>> = {
  "event-v2 alert": ["critical_recovery", "warning_recovery"],
  "service check": ["critical_recovery", "warning_recovery"],
};

const status: MonitorRule = (facts) => {
  const { type } = facts.definition;
  const levels = levelsOf(facts);
  const statuses = (own(REFUSED, type) ?? []).filter((name) => levels[name] !== undefined);
  if (statuses.length === 0) return [];
  const message = `A monitor of type "${type}" does not support the threshold ${statuses.join(" or ")}: remove it.`;
  return [
    finding("threshold-status", message, {
      ...option("thresholds", statuses[0]!),
      facts: { statuses },
    }),
  ];
};

/** `> -1` on a count: a level that a count is always beyond, or never reaches. */
const negative: MonitorRule = (facts) => {
  const found = Object.entries(levelsOf(facts)).find(([, value]) => value < 0);
  const comparison = facts.condition && comparisonOf(facts.condition.node);
  const own = comparison && comparison.value < 0 ? comparison : undefined;
  if ((!found && !own) || !isNeverNegative(facts)) return [];
  const value = own?.value ?? found?.[1] ?? 0;
  const name = own ? "critical" : (found?.[0] ?? "");
  const message = `The ${name.replace("_", " ")} threshold ${value} is negative, but a count never is: use at least 0.`;
  const place = own?.range ? inQuery(own) : option("thresholds", name);
  return [finding("negative-threshold", message, { ...place })];
};

/** Whether the query counts something; asked by a comparison that is true of negative values alone. */
function isNeverNegative(facts: MonitorFacts): boolean {
  const node = queryOf(facts, "metricAlert", "searchAlert");
  if (!node) return false;
  const below = { ...node, comparison: { kind: "comparison", operator: "<", value: 0 } as const };
  if (checkMonitorQuery(below, facts).some(({ check }) => check === "never-true")) return true;
  return node.kind === "metricAlert" && readsCounts(node.expression);
}

/**
 * Sums, products and quotients of `as_count()` alone. Keeps its own stack: an expression may be as deep as a query may be
 * long.
 */
function readsCounts(expression: Expression): boolean {
  const open: Expression[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "number") continue;
    if (node.kind === "binary" && node.operator !== "-") open.push(node.left, node.right);
    else if (node.kind !== "metric" && node.kind !== "modified") return false;
    else if (node.modifiers.some(({ name }) => name === "as_count")) continue;
    else if (node.kind === "modified") open.push(node.operand);
    else return false;
  }
  return true;
}

/**
 * `> threshold` compares with a formula of the options.
 * @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/#metric-alert-options
 */
const dynamic: MonitorRule = (facts) => {
  const query = queryOf(facts, "formulaAlert");
  const { critical_query: formula } = facts.options.thresholds ?? {};
  if (query?.comparison?.kind !== "dynamicComparison" || formula) return [];
  const message = 'The query compares with "threshold", so options.thresholds.critical_query is required: add it.';
  return [finding("threshold-missing", message, inQuery(query.comparison))];
};

export const THRESHOLD_RULES: readonly MonitorRule[] = [mismatch, missing, order, side, status, negative, dynamic];

/** Findings of the query alone that a rule here says better. */
export function isSaidBetter(query: Finding, own: readonly Finding[]): boolean {
  const negativeFound = own.some(({ check }) => check === "negative-threshold");
  return negativeFound && (query.check === "never-true" || query.check === "always-true");
}
