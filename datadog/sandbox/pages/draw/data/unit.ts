import { type JsonObject, objectOf, own, stringOf } from "../../../../json";
import { type Binary, type Expression, type FunctionCall, metricsIn } from "../../../../query";
import type { DisplayUnit } from "../units";
import type { AskedFormula, AskedQuery } from "./request";
import type { View } from "./view";

/** The unit that a formula's `number_format` asks for; nothing where it leaves that to Datadog. */
export function formatUnit(json: JsonObject): DisplayUnit | undefined {
  const unit = objectOf(objectOf(json.number_format).unit);
  if (unit.type === "custom_unit_label") return { label: stringOf(unit.label) ?? "" };
  const name = stringOf(unit.unit_name);
  if (name === undefined) return undefined;
  const per = stringOf(unit.per_unit_name);
  return per === undefined ? { name } : { name, per };
}

/** What a query over metrics is measured in: what all its metrics are, where arithmetic keeps it. */
export function unitOfMetrics(expression: Expression, metrics: View["metrics"]): DisplayUnit {
  return unitOf(expression, (node) => {
    if (node.kind !== "metric") return undefined;
    const facts = metrics.metric(node.metric);
    if (facts?.unit === undefined) return {};
    if (typeof node.aggregator === "string" && node.aggregator === "count") return {};
    const { unit: name, perUnit } = facts;
    const isCount = node.modifiers.some(({ name }) => name === "as_count");
    const isRate = node.modifiers.some(({ name }) => name === "as_rate");
    // a count is so many in a bucket; a rate is so many a second
    if (isRate || (facts.type === "rate" && facts.statsdInterval !== undefined && !isCount))
      return { name, per: "second" };
    return perUnit === undefined || isCount ? { name } : { name, per: perUnit };
  });
}

/** Durations of spans are in nanoseconds; anything else that is measured has no unit that is known. */
export function unitOfSearch(method: string, facet: string | undefined): DisplayUnit {
  return facet === "@duration" && method !== "count" && method !== "cardinality" ? { name: "nanosecond" } : {};
}

/** What a formula is measured in. */
export function unitOfFormula({ node, json }: AskedFormula, queries: readonly AskedQuery[]): DisplayUnit {
  const asked = formatUnit(json);
  if (asked) return asked;
  const byName = new Map(queries.map(({ name, unit }) => [name, unit]));
  return unitOf(node, (leaf) => (leaf.kind === "name" ? byName.get(leaf.name) : undefined));
}

/** Functions that give something else than their argument is measured in. */
const RATES: Readonly<Record<string, string>> = { per_second: "second", per_minute: "minute", per_hour: "hour" };
const WITHOUT_UNIT = new Set([
  "count_nonzero",
  "count_not_null",
  "log2",
  "log10",
  "anomalies",
  "derivative",
  "integral",
]);

/**
 * The unit of an expression: that of its leaves where sums, signs, factors and functions keep it, none where it is divided by
 * a unit.
 */
function unitOf(expression: Expression, leafUnit: LeafUnit): DisplayUnit {
  switch (expression.kind) {
    case "unary":
      return unitOf(expression.operand, leafUnit);
    case "modified":
      return unitOf(expression.operand, leafUnit);
    case "binary":
      return unitOfArithmetic(expression, leafUnit);
    case "call":
      return unitOfCall(expression, leafUnit);
    default:
      return leafUnit(expression) ?? {};
  }
}

type LeafUnit = (leaf: Expression) => DisplayUnit | undefined;

function unitOfArithmetic({ operator, left, right }: Binary, leafUnit: LeafUnit): DisplayUnit {
  const ofLeft = unitOf(left, leafUnit);
  if (isNumeric(right)) return operator === "^" ? {} : factored(ofLeft, operator, right);
  const ofRight = unitOf(right, leafUnit);
  if (isNumeric(left)) return operator === "/" ? {} : ofRight;
  const isSum = operator === "+" || operator === "-";
  return isSum && same(ofLeft, ofRight) ? ofLeft : {};
}

function unitOfCall({ name, args }: FunctionCall, leafUnit: LeafUnit): DisplayUnit {
  if (WITHOUT_UNIT.has(name)) return {};
  const first = args.map(({ value }) => value).find(isExpression);
  const unit = first ? unitOf(first, leafUnit) : {};
  const per = own(RATES, name);
  return per !== undefined && unit.name !== undefined ? { name: unit.name, per } : unit;
}

/** A factor other than a shift converts into a unit that nobody named. */
function factored(unit: DisplayUnit, operator: string, factor: Expression): DisplayUnit {
  const isOne = factor.kind === "number" && factor.value === 1;
  return operator === "+" || operator === "-" || isOne ? unit : {};
}

const isNumeric = (node: Expression): boolean =>
  node.kind !== "name" && metricsIn(node).length === 0 && !hasNames(node);

function hasNames(node: Expression): boolean {
  if (node.kind === "name") return true;
  if (node.kind === "unary") return hasNames(node.operand);
  if (node.kind === "modified") return hasNames(node.operand);
  if (node.kind === "binary") return hasNames(node.left) || hasNames(node.right);
  return node.kind === "call" && node.args.some(({ value }) => isExpression(value) && hasNames(value));
}

const isExpression = (value: { readonly kind: string }): value is Expression =>
  value.kind !== "string" && value.kind !== "keyword" && value.kind !== "keySet";

const same = (a: DisplayUnit, b: DisplayUnit) => a.name === b.name && a.per === b.per && a.label === b.label;
