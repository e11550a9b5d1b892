import { type Code, call, list, method, object, value } from "../../code";
import type { FillMethod, SpaceAggregator, Stored } from "../builder";
import { COMMON_TAGS } from "../builder/sentences";
import { ROLLUP_METHODS } from "../functions/aggregating";
import { numberOf, wordOf } from "../functions/bind";
import { FILL_METHODS } from "../functions/modifiers";
import type { MetricQuery, Modifier, Scope } from "../nodes";
import { fromQuery, type MetricCode, type ToCodeSettings, verified } from "./settings";

/** `runs.sum().where({ status: "failed" }).by("user").asCount()`; nothing where the builder cannot say it. */
export function metricCode(node: MetricQuery, settings: ToCodeSettings): Code | undefined {
  const known = settings.metric?.(node.metric);
  // What the compiler would refuse of a declared metric is said of the metric by its name.
  return (known && selected(node, known, settings)) ?? selected(node, untyped(node.metric), settings);
}

const untyped = (name: string): MetricCode => ({ code: call(fromQuery("metric"), value(name)) });

function selected(node: MetricQuery, metric: MetricCode, settings: ToCodeSettings): Code | undefined {
  const selection = selectionCode(node.aggregator, metric);
  const filtered = selection && filteredCode(selection, node.scope, metric);
  const grouped = filtered && groupedCode(filtered, node, metric);
  const modified =
    grouped &&
    node.modifiers.reduce<Code | undefined>(
      (code, modifier) => code && modifierCode(code, modifier, readAs(node.aggregator, metric)),
      grouped,
    );
  return verified(modified, node, settings);
}

// ------------------------------------------------------------------------------------------ aggregators

const EVERY_METRIC: readonly string[] = ["sum", "avg", "min", "max"] satisfies SpaceAggregator[];
const PERCENTILES: readonly string[] = ["p50", "p75", "p90", "p95", "p99"] satisfies SpaceAggregator[];

function selectionCode(aggregator: MetricQuery["aggregator"], metric: MetricCode): Code | undefined {
  const { code, stored = "unknown" } = metric;
  if (aggregator === undefined) return undefined;
  if (typeof aggregator !== "string") {
    if (!hasSamples(stored)) return undefined;
    return method(code, "countWhere", value(aggregator.operator), value(aggregator.value));
  }
  const named = metric.selections?.[aggregator];
  if (named !== undefined) return named;
  if (EVERY_METRIC.includes(aggregator)) return method(code, aggregator);
  if (aggregator === "count") return hasSamples(stored) ? method(code, "count") : undefined;
  return PERCENTILES.includes(aggregator) && hasPercentiles(stored) ? method(code, aggregator) : undefined;
}

const hasPercentiles = (stored: Stored) => stored === "distribution with percentiles" || stored === "unknown";
const hasSamples = (stored: Stored) => stored === "distribution" || hasPercentiles(stored);

/** How the selection is stored: the number of a distribution's samples is a count. */
function readAs(aggregator: MetricQuery["aggregator"], { stored = "unknown" }: MetricCode): Stored {
  return aggregator === "count" || typeof aggregator === "object" ? "count" : stored;
}

// ------------------------------------------------------------------------------------------------ scopes

function filteredCode(selection: Code, scope: Scope, metric: MetricCode): Code | undefined {
  let code = selection;
  let filters: Record<string, Code> = {};
  let variables: Code[] = [];
  const flush = () => {
    if (Object.keys(filters).length > 0) code = method(code, "where", object(filters));
    if (variables.length > 0) code = method(code, "matching", ...variables);
    filters = {};
    variables = [];
  };
  for (const condition of conditionsIn(scope)) {
    const filter = filterCode(condition);
    const isVariable = condition.kind === "templateVariable";
    if (!isVariable && (filter === undefined || !hasTag(metric, filter.key))) return undefined;
    if (isVariable ? Object.keys(filters).length > 0 : variables.length > 0 || Object.hasOwn(filters, filter!.key))
      flush();
    if (isVariable) variables.push(value(`$${condition.name}${condition.valueOnly ? ".value" : ""}`));
    else filters[filter!.key] = filter!.code;
  }
  flush();
  return code;
}

function conditionsIn(scope: Scope): readonly Scope[] {
  if (scope.kind === "any") return [];
  if (scope.kind === "comma") return scope.items;
  return scope.kind === "and" ? scope.operands : [scope];
}

/** One tag of `where()`; nothing for what it cannot say. */
function filterCode(scope: Scope): { readonly key: string; readonly code: Code } | undefined {
  switch (scope.kind) {
    case "tag":
      return { key: scope.key, code: value(scope.value) };
    case "in": {
      const values = list(scope.values.map((each) => value(each)));
      return { key: scope.key, code: scope.negated ? object({ not: values }) : values };
    }
    case "or":
      return alternativesCode(scope.operands);
    case "not": {
      const inner = filterCode(scope.operand);
      return inner && { key: inner.key, code: object({ not: inner.code }) };
    }
    default:
      return undefined;
  }
}

/** Values of one tag, of which one at least has a wildcard. */
function alternativesCode(operands: readonly Scope[]) {
  const [first] = operands;
  if (first?.kind !== "tag") return undefined;
  const values = operands.flatMap((each) => (each.kind === "tag" && each.key === first.key ? [each.value] : []));
  return values.length === operands.length
    ? { key: first.key, code: list(values.map((each) => value(each))) }
    : undefined;
}

const hasTag = ({ tags }: MetricCode, key: string) =>
  tags === undefined || tags.includes(key) || (COMMON_TAGS as readonly string[]).includes(key);

function groupedCode(filtered: Code, { by }: MetricQuery, metric: MetricCode): Code | undefined {
  if (by.length === 0) return filtered;
  if (by.some(({ name }) => !name.startsWith("$") && !hasTag(metric, name))) return undefined;
  return method(filtered, "by", ...by.map(({ name }) => value(name)));
}

// --------------------------------------------------------------------------------------------- modifiers

function modifierCode(on: Code, { name, args }: Modifier, stored: Stored): Code | undefined {
  const [first, second, ...more] = args;
  if (more.length > 0) return undefined;
  const last = second === undefined ? [] : [value(numberOf(second))];
  switch (name) {
    case "as_count":
      return isCounted(stored) ? method(on, "asCount") : undefined;
    case "as_rate":
      return isCounted(stored) ? method(on, "asRate") : undefined;
    case "weighted":
      return method(on, "weighted");
    case "rollup": {
      const word = wordOf(first);
      return isAmong(ROLLUP_METHODS, word) ? method(on, "rollup", value(word), ...last) : undefined;
    }
    case "fill": {
      const filling: FillMethod | undefined = fillingOf(wordOf(first)) ?? numberOf(first);
      return filling === undefined ? undefined : method(on, "fill", value(filling), ...last);
    }
    default:
      return undefined;
  }
}

const isCounted = (stored: Stored) => stored === "count" || stored === "rate" || stored === "unknown";

const fillingOf = (word: string | undefined) => FILL_METHODS.find((known) => known === word);

/** Whether a text is one of some words. */
export function isAmong<const Words extends readonly (string | number)[]>(
  words: Words,
  text: unknown,
): text is Words[number] {
  return (words as readonly unknown[]).includes(text);
}
