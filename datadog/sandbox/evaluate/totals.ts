import { type ArithmeticOperator, countsIn, type Expression, metricsIn, nodesOf, print } from "../../query";
import { AlgorithmOperand, isAlgorithm } from "./algorithm-operand";
import { combined, joined } from "./arithmetic";
import { EvaluationError } from "./error";
import { evaluate, implementationOf } from "./expression";
import { Arguments } from "./functions";
import { EVERYTHING } from "./groups";
import { outsideNamesOf } from "./normalize";
import {
  type Columns,
  type Operand,
  type Setting,
  type Values,
  type WindowAt,
  WindowedOperand,
  type WindowsAt,
} from "./operand";
import { OutsideOperand } from "./outside-operand";
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
  return onTotals || outsideNamesOf(expression).length > 0 ? split(expression, setting) : operand(expression, setting);
}

const operand = (expression: Expression, setting: Setting): Total => ({
  kind: "operand",
  operand: new WindowedOperand(expression, setting),
});

function split(expression: Expression, setting: Setting): Total {
  const names = outsideNamesOf(expression);
  if (metricsIn(expression).length + names.length === 0) {
    return { kind: "constant", value: constantOf(expression, setting) };
  }
  if (!hasArithmetic(expression) && names.length === 0 && !isOfOneValue(expression)) {
    return operand(expression, setting);
  }
  switch (expression.kind) {
    case "name":
      return { kind: "operand", operand: new OutsideOperand(expression, setting.outside[expression.name]!) };
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
      if (names.length > 0) {
        const message = `${expression.name}() of ${names[0]} cannot be evaluated: only queries over metrics have points, and ${names[0]} has one value for the window. Use abs(), clamp_min(), default_zero(), or arithmetic.`;
        throw new EvaluationError(message, expression.range);
      }
      // a function of more than one value needs the points: its operand is computed point by point
      return operand(expression, setting);
    }
    default:
      return operand(expression, setting);
  }
}

/** `is_greater(b, 15)`: of the total, wherever it stands. */
const isOfOneValue = (expression: Expression) =>
  expression.kind === "call" && implementationOf(expression).kind === "value";

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

const hasArithmetic = (expression: Expression) => nodesOf(expression).some(({ kind }) => kind === "binary");

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
  const of = resultOf(total, left, right);
  const values = Float64Array.from(pairs, ([a, b]) =>
    of(a < 0 ? Number.NaN : left.values[a]!, b < 0 ? Number.NaN : right.values[b]!),
  );
  return { groups, keys, values, zero: left.zero && right.zero };
}

/** What two totals of a group come to; NaN is no data. A count that is missing is not 0 beside a constant. */
function resultOf({ operator, ...total }: Combined, left: Pick<Values, "zero">, right: Pick<Values, "zero">) {
  const constant = total.left.kind === "constant" || total.right.kind === "constant";
  return combined(operator, left.zero && !constant, right.zero && !constant);
}

/** What `valuesOf` gives for many windows, at once. Nothing where an operand computes each by itself. */
export function columnsOf(total: Total, windows: WindowsAt): Columns | undefined {
  switch (total.kind) {
    case "operand":
      return total.operand.sweep(windows);
    case "constant":
      return {
        groups: [EVERYTHING],
        keys: [],
        columns: [new Float64Array(windows.count).fill(total.value)],
        zero: true,
      };
    case "changed": {
      const inner = columnsOf(total.inner, windows);
      const changed = (column: Float64Array) => column.map((value) => finiteOrGap(total.change(value)));
      return inner && { ...inner, columns: inner.columns.map(changed) };
    }
    case "combined": {
      const left = columnsOf(total.left, windows);
      const right = left && columnsOf(total.right, windows);
      return left && right && combineColumns(total, left, right, windows.count);
    }
  }
}

function combineColumns(total: Combined, left: Columns, right: Columns, count: number): Columns {
  const { groups, keys, pairs } = pairingOf(total, left, right);
  const of = resultOf(total, left, right);
  const columns = pairs.map(([a, b]) => {
    const [first, second] = [left.columns[a], right.columns[b]];
    const column = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      column[index] = of(first ? first[index]! : Number.NaN, second ? second[index]! : Number.NaN);
    }
    return column;
  });
  return { groups, keys, columns, zero: left.zero && right.zero };
}

type Grouped = Omit<Values, "values">;

function pairingOf(total: Combined, left: Grouped, right: Grouped): Pairing {
  const { pairing } = total;
  if (pairing && pairing.left === left.groups && pairing.right === right.groups) return pairing;
  const indexed = ({ groups }: Grouped) => groups.map((group, index) => ({ group, index }));
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
