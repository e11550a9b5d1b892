import { type ArithmeticOperator, countsIn, type Expression, expressionsIn, print } from "../../query";
import { AlgorithmOperand, isAlgorithm } from "./algorithm-operand";
import { calculate, joined } from "./arithmetic";
import { evaluate, implementationOf } from "./expression";
import { Arguments } from "./functions";
import { EVERYTHING } from "./groups";
import { metricsOf } from "./normalize";
import { type Operand, type Setting, type Values, type WindowAt, WindowedOperand } from "./operand";
import type { Group } from "./types";

/**
 * What a monitor does with its window, as a tree. Without `as_count()` it is one operand: the expression is computed
 * point by point, then aggregated. Arithmetic with `as_count()` in it is done on totals: each operand is aggregated first.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
export type Total =
  | { readonly kind: "operand"; readonly operand: Operand }
  | { readonly kind: "constant"; readonly value: number }
  | Combined
  | Changed;

interface Combined {
  readonly kind: "combined";
  readonly text: string;
  readonly operator: ArithmeticOperator;
  readonly left: Total;
  readonly right: Total;
  /** Which groups go together, kept while the groups stay the same. */
  pairing?: Pairing;
}

/** A function of one value, or of none. */
interface Changed {
  readonly kind: "changed";
  readonly text: string;
  readonly how: string;
  readonly inner: Total;
  /** NaN is no data. */
  readonly change: (value: number) => number;
}

interface Pairing {
  readonly left: readonly Group[];
  readonly right: readonly Group[];
  readonly groups: readonly Group[];
  readonly keys: readonly string[];
  /** Indexes of the groups of either side; -1 where it has none. */
  readonly pairs: readonly (readonly [left: number, right: number])[];
}

export function totalOf(expression: Expression, setting: Setting): Total {
  if (isAlgorithm(expression)) return { kind: "operand", operand: new AlgorithmOperand(expression, setting) };
  const onTotals = hasArithmetic(expression) && countsIn(expression) !== "none";
  return onTotals ? split(expression, setting) : operand(expression, setting);
}

const operand = (expression: Expression, setting: Setting): Total => ({
  kind: "operand",
  operand: new WindowedOperand(expression, setting),
});

function split(expression: Expression, setting: Setting): Total {
  if (metricsOf(expression).length === 0) return { kind: "constant", value: constantOf(expression, setting) };
  if (!hasArithmetic(expression)) return operand(expression, setting);
  switch (expression.kind) {
    case "binary": {
      const { operator, left, right } = expression;
      const text = print(expression);
      return { kind: "combined", text, operator, left: split(left, setting), right: split(right, setting) };
    }
    case "unary": {
      const inner = split(expression.operand, setting);
      const sign = expression.operator === "-" ? -1 : 1;
      return {
        kind: "changed",
        text: print(expression),
        how: expression.operator,
        inner,
        change: (value) => sign * value,
      };
    }
    case "call": {
      const implementation = implementationOf(expression);
      const args = new Arguments(expression);
      const changed = (change: (value: number) => number): Total => ({
        kind: "changed",
        text: print(expression),
        how: expression.name,
        inner: split(args.expression("series"), setting),
        change,
      });
      if (implementation.kind === "value") {
        const of = implementation.of(args);
        return changed((value) => (Number.isNaN(value) ? value : of(value)));
      }
      if (expression.name === "default_zero") return changed((value) => (Number.isNaN(value) ? 0 : value));
      // a function of more than one value needs the points: its operand is computed point by point
      return operand(expression, setting);
    }
    default:
      return operand(expression, setting);
  }
}

/** The number that an expression without metrics is. */
function constantOf(expression: Expression, { store, notes }: Setting): number {
  const set = evaluate(expression, {
    store,
    grid: { start: 0, step: 1, length: 0 },
    cut: 0,
    rawMethod: "avg",
    monitor: true,
    notes,
    filling: { steady: true },
    innerStep: () => 1,
  });
  return set.constant ?? Number.NaN;
}

function hasArithmetic(expression: Expression): boolean {
  const open = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "binary") return true;
    open.push(...expressionsIn(node));
  }
  return false;
}

export function valuesOf(total: Total, at: WindowAt): Values {
  switch (total.kind) {
    case "operand":
      return total.operand.at(at);
    case "constant":
      return { groups: [EVERYTHING], keys: [], values: Float64Array.of(total.value), zero: true };
    case "changed": {
      const inner = valuesOf(total.inner, at);
      return { ...inner, values: inner.values.map((value) => finiteOrGap(total.change(value))) };
    }
    case "combined":
      return combine(total, valuesOf(total.left, at), valuesOf(total.right, at));
  }
}

const finiteOrGap = (value: number) => (Number.isFinite(value) ? value : Number.NaN);

function combine(total: Combined, left: Values, right: Values): Values {
  const { groups, keys, pairs } = pairingOf(total, left, right);
  const constant = total.left.kind === "constant" || total.right.kind === "constant";
  const values = Float64Array.from(pairs, ([a, b]) => {
    let first = a < 0 ? Number.NaN : left.values[a]!;
    let second = b < 0 ? Number.NaN : right.values[b]!;
    // a count that is missing is 0, if there is something to be 0 beside; a constant is not
    if (!constant && Number.isNaN(first) && left.zero && !Number.isNaN(second)) first = 0;
    if (!constant && Number.isNaN(second) && right.zero && !Number.isNaN(first)) second = 0;
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.NaN;
    return calculate(total.operator, first, second);
  });
  return { groups, keys, values, zero: left.zero && right.zero };
}

function pairingOf(total: Combined, left: Values, right: Values): Pairing {
  const { pairing } = total;
  if (pairing && pairing.left === left.groups && pairing.right === right.groups) return pairing;
  const indexed = ({ groups }: Values) => groups.map((group, index) => ({ group, index }));
  const { keys, pairs } = joined(
    { keys: left.keys, lines: indexed(left), zero: left.zero },
    { keys: right.keys, lines: indexed(right), zero: right.zero },
  );
  total.pairing = {
    left: left.groups,
    right: right.groups,
    groups: pairs.map(({ group }) => group),
    keys,
    pairs: pairs.map((pair) => [pair.left?.index ?? -1, pair.right?.index ?? -1] as const),
  };
  return total.pairing;
}

/** The operands of a tree, from left to right. */
export function operandsOf(total: Total): readonly Operand[] {
  switch (total.kind) {
    case "operand":
      return [total.operand];
    case "constant":
      return [];
    case "changed":
      return operandsOf(total.inner);
    case "combined":
      return [...operandsOf(total.left), ...operandsOf(total.right)];
  }
}
