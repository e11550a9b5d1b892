import type { SourceRange } from "../findings";
import { functionRow, modifierRow } from "./functions";
import { durationSeconds } from "./functions/values";
import type {
  Comparison,
  Expression,
  FunctionCall,
  MethodCall,
  MetricQuery,
  Modified,
  Modifier,
  MonitorQuery,
  QueryNode,
  SearchAlert,
  Window,
} from "./nodes";
import { foldExpression, nodesOf, walk } from "./visit";

/** Questions about a query, asked by checks, explanations, definitions, constructs and the evaluator alike. */

// ---------------------------------------------------------------------------------------------- metrics

/** A metric query with what stands about it and changes how it is read: functions, and brackets with modifiers. */
export interface Leaf {
  readonly metric: MetricQuery;
  /** Outermost first. */
  readonly around: readonly (FunctionCall | Modified)[];
}

/** Every metric query below a node, from left to right. */
export function leavesOf(root: QueryNode): readonly Leaf[] {
  const leaves: Leaf[] = [];
  walk(root, {
    metric: (metric, ancestors) => {
      leaves.push({ metric, around: ancestors.filter((node) => node.kind === "call" || node.kind === "modified") });
    },
  });
  return leaves;
}

/** Every metric query below a node, from left to right, without what stands about it. */
export function metricsIn(root: QueryNode): readonly MetricQuery[] {
  return nodesOf(root).filter((node) => node.kind === "metric");
}

/** The modifiers that act on a metric: its own, and those of the brackets about it. */
export function modifiersOf({ metric, around }: Leaf): readonly Modifier[] {
  return [...metric.modifiers, ...around.flatMap((node) => (node.kind === "modified" ? node.modifiers : []))];
}

/** True when `as_count()` or `as_rate()` acts on the metric. */
export function readsAsCounter(leaf: Leaf): boolean {
  return modifiersOf(leaf).some(({ name }) => modifierRow(name)?.readsCounters);
}

/**
 * How many of the metrics are read by `as_count()`. In arithmetic one is enough for Datadog to aggregate each operand over
 * the window before it combines them.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
export function countsIn(root: QueryNode): "all" | "some" | "none" {
  const counted = leavesOf(root).map((leaf) => modifiersOf(leaf).some(({ name }) => name === "as_count"));
  if (!counted.includes(true)) return "none";
  return counted.includes(false) ? "some" : "all";
}

// ----------------------------------------------------------------------------------------------- groups

/**
 * The groupings of an expression's result, one for each series of different origin: `a by {x} / b by {y}` has two. Keys
 * behind brackets are added to those inside (Datadog does not document it, and nobody writes both); what makes one series
 * of all groups has a grouping without keys.
 */
export function groupingsOf(expression: Expression): readonly (readonly string[])[] {
  return foldExpression<readonly (readonly string[])[]>(expression, (node, inside) => {
    if (node.kind === "metric") return [node.by.map(({ name }) => name)];
    if (node.kind === "modified" && node.by.length > 0) {
      return inside.flat().map((keys) => [...new Set([...keys, ...node.by.map(({ name }) => name)])]);
    }
    return (node.kind === "call" && regrouped(node)) || inside.flat();
  });
}

/** What a function makes of the groups; nothing where it keeps them. */
function regrouped({ name, args }: FunctionCall): readonly (readonly string[])[] | undefined {
  const groups = functionRow(name)?.groups;
  if (groups === "dropped") return [[]];
  if (groups !== "regrouped") return undefined;
  const keys = args.flatMap(({ value }) => (value.kind === "keySet" ? [value.keys] : []));
  return keys.length === 0 ? undefined : keys;
}

/** The tags that the result of an expression is grouped by; in arithmetic, those of all its operands. */
export function groupsOf(expression: Expression): readonly string[] {
  return [...new Set(groupingsOf(expression).flat())];
}

/**
 * The tags that each alert of a monitor carries, as far as its query tells: nothing for formulas, SLOs and composites, for
 * text that is made elsewhere, and for `by("*")`.
 */
export function alertGroupsOf(query: MonitorQuery): readonly string[] | undefined {
  switch (query.kind) {
    case "metricAlert":
    case "changeAlert":
      return knownGroupsOf(query.expression);
    case "serviceCheck":
    case "searchAlert":
      return unlessAll(groupsOfCalls(query.calls));
    case "formulaAlert":
    case "sloAlert":
    case "composite":
    case "raw":
      return undefined;
  }
}

/** The tags that an expression is grouped by; nothing where a part of it is made elsewhere, or all tags are meant. */
export function knownGroupsOf(expression: Expression): readonly string[] | undefined {
  let isKnown = true;
  walk(expression, {
    raw: () => {
      isKnown = false;
    },
  });
  return isKnown ? unlessAll(groupsOf(expression)) : undefined;
}

/** Nothing for `*`: it stands for every tag that there is. */
export function unlessAll(keys: readonly string[]): readonly string[] | undefined {
  return keys.includes("*") ? undefined : keys;
}

// ----------------------------------------------------------------------------------------------- chains

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

/** What a chain is grouped by: `.by("host","url")` and `.by("host,url")`. */
export function groupsOfCalls(calls: readonly MethodCall[]): readonly string[] {
  return textsOf(calls, "by")
    .flatMap((text) => text.split(","))
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

/**
 * Whether a search counts the events of groups and compares from above: a group without events does not exist, so that it
 * cannot be below. Documented for logs and what is searched alike, not for processes.
 * @see https://docs.datadoghq.com/monitors/types/log/#no-data-and-below-alerts
 */
export function countsGroupsBelow({ source, calls, comparison }: SearchAlert): boolean {
  const [method = "count"] = textsOf(calls, "rollup");
  const { operator, value } = comparison;
  const isBelow = operator === "<" || operator === "<=" || (operator === "==" && value === 0);
  const isCount = method === "count" || method === "cardinality";
  return source !== "processes" && isBelow && isCount && groupsOfCalls(calls).length > 0;
}

// ------------------------------------------------------------------------------------ windows, comparisons

/** The length of a window in seconds; a month counts as 30 days. */
export function windowLength({ amount, unit }: Window): number {
  return durationSeconds(`${amount}${unit}`) ?? 0;
}

/** The window that a monitor evaluates, where its query names one as `last_5m` or `.last("5m")`. */
export function windowOf(query: MonitorQuery): Window | undefined {
  if ("window" in query) return query.window;
  const [last] = textsOf(callsOf(query), "last");
  const [, amount, unit] = /^([1-9]\d{0,4})(mo|[smhdw])$/.exec(last ?? "") ?? [];
  if (amount === undefined) return undefined;
  return { kind: "window", form: "last", amount: Number(amount), unit: unit as Window["unit"] };
}

/** The comparison with a number; nothing for service checks, composites and dynamic thresholds. */
export function comparisonOf(query: MonitorQuery): Comparison | undefined {
  const comparison = "comparison" in query ? query.comparison : undefined;
  return comparison?.kind === "comparison" ? comparison : undefined;
}

// ------------------------------------------------------------------------------------- template variables

/** A template variable of a dashboard: `$env`, or `$env.value`, whose name is `env` too. */
export interface UsedVariable {
  readonly name: string;
  readonly range?: SourceRange;
}

/** The template variables below a node: as a filter, in the value of a tag, or in the place of a group. */
export function variablesInNode(root: QueryNode): readonly UsedVariable[] {
  const used: UsedVariable[] = [];
  const inText = (text: string, range?: SourceRange) => {
    for (const { name } of variablesInText(text)) used.push({ name, range });
  };
  walk(root, {
    templateVariable: ({ name, range }) => used.push({ name, range }),
    tag: ({ value, range }) => inText(value, range),
    in: ({ values, range }) => {
      for (const value of values) inText(value, range);
    },
    groupKey: ({ name, range }) => inText(name, range),
  });
  return used;
}

/** The template variables of a search or another text. */
export function variablesInText(text: string): readonly UsedVariable[] {
  if (!text.includes("$")) return [];
  return [...text.matchAll(/\$([\p{L}_][\p{L}\p{N}_.-]*)/gu)].map((match) => ({
    // `$env.value-db`: what follows the value is text
    name: match[1]!.replace(/\.value(?![\p{L}\p{N}_]).*$/u, "").replace(/[.-]+$/, ""),
    range: { start: match.index, end: match.index + match[0].length },
  }));
}
