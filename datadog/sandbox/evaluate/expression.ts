import { own } from "../../json";
import {
  type Binary,
  type Expression,
  expressionsIn,
  type FormulaName,
  type FunctionCall,
  isFunctionName,
  type MetricQuery,
  walk,
} from "../../query";
import { arithmetic } from "./arithmetic";
import { EvaluationError } from "./error";
import { Arguments, IMPLEMENTATIONS, type Implementation } from "./functions";
import { gridEnd } from "./grid";
import { evaluateLeaf, type Frame } from "./leaf";
import { type LeafPlan, planOf } from "./plan";
import { constantSet, mapLines, mapValues, type SeriesSet } from "./series-set";
import type { Note } from "./types";

/** The plans of the metric queries met so far; a query belongs to one compiled expression. */
const PLANS = new WeakMap<MetricQuery, LeafPlan>();

function planFor(node: MetricQuery): LeafPlan {
  const plan = PLANS.get(node) ?? planOf(node);
  PLANS.set(node, plan);
  return plan;
}

/** Makes the plans of a normalized expression and reads its arguments, so that mistakes show before anything is evaluated. */
export function prepare(expression: Expression): void {
  const open: Expression[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "metric") planFor(node);
    if (node.kind === "call") {
      const implementation = implementationOf(node);
      const args = new Arguments(node);
      if (implementation.kind === "value") implementation.of(args);
    }
    open.push(...expressionsIn(node));
  }
}

/** What a reader should know of the functions in an expression. */
export function notesIn(expression: Expression): Map<string, Note> {
  const notes = new Map<string, Note>();
  walk(expression, {
    call: (node) => {
      const { note } = implementationOf(node);
      if (note !== undefined) notes.set(node.name, { subject: node.name, text: note });
    },
  });
  return notes;
}

/** A normalized expression over the grid of a frame. */
export function evaluate(expression: Expression, frame: Frame): SeriesSet {
  switch (expression.kind) {
    case "metric":
      return evaluateLeaf(planFor(expression), frame);
    case "number":
      return constantSet(frame.grid, expression.value);
    case "unary": {
      const operand = evaluate(expression.operand, frame);
      return expression.operator === "-" ? mapValues(operand, (value) => -value) : operand;
    }
    case "binary":
      return chain(expression, frame);
    case "call":
      return finiteLines(call(expression, frame));
    case "name":
      return outsideSet(expression, frame);
    case "modified":
    case "raw":
      throw new EvaluationError(
        `A ${expression.kind} expression is evaluated once it is normalized.`,
        expression.range,
      );
  }
}

/** What a name stands for that is not over metrics; any other name was replaced by its query. */
function outsideSet({ name, range }: FormulaName, { outside, grid }: Frame): SeriesSet {
  const series = own(outside ?? {}, name);
  if (!series) throw new EvaluationError(`There is no query named \`${name}\`.`, range);
  const first = grid.start;
  const lines = series
    .over(grid.start, grid.step, grid.length)
    .map(({ group, values }) => ({ group, values, first, last: gridEnd(grid) }));
  return { grid, keys: series.groupKeys, lines, zero: series.zero };
}

/** Arithmetic from the left on, without going deep: a sum may have thousands of terms. */
function chain(expression: Binary, frame: Frame): SeriesSet {
  const pending: Binary[] = [];
  let first: Expression = expression;
  for (; first.kind === "binary"; first = first.left) pending.push(first);
  let set = evaluate(first, frame);
  for (const { operator, right } of pending.reverse()) set = arithmetic(operator, set, evaluate(right, frame));
  return set;
}

/** Whatever a function computes: what is beyond the numbers there are becomes a gap. */
function finiteLines(set: SeriesSet): SeriesSet {
  return mapLines(set, (values) =>
    values.every((value) => Number.isFinite(value) || Number.isNaN(value))
      ? values
      : values.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  );
}

export function implementationOf({ name, range }: FunctionCall): Implementation {
  if (!isFunctionName(name))
    throw new EvaluationError(`${name}() cannot be evaluated: no function has this name.`, range);
  return IMPLEMENTATIONS[name];
}

function call(expression: FunctionCall, frame: Frame): SeriesSet {
  const implementation = implementationOf(expression);
  const args = new Arguments(expression);
  switch (implementation.kind) {
    case "value":
      return mapValues(evaluate(args.expression("series"), frame), implementation.of(args));
    case "bucket": {
      const sets = args.expressions().map((operand) => evaluate(operand, frame));
      return implementation.of(sets, args);
    }
    case "range": {
      const set = evaluate(args.expression("series"), frame);
      return set.constant === undefined ? implementation.of(set, args, frame) : set;
    }
    case "beforeSpace": {
      const operand = args.expression("series");
      if (operand.kind === "metric") {
        return { ...evaluateLeaf(planFor(operand), frame, implementation.of), zero: false };
      }
      return mapLines(evaluate(operand, frame), (values) => implementation.of(values, frame.grid));
    }
    case "elsewhere":
      return implementation.of(args, frame, evaluate);
    case "refused":
      throw args.error(implementation.why);
  }
}

/** Whether a value of an expression depends on nothing but its own bucket: a part of the whole is the whole of the part. */
export function isLocal(expression: Expression): boolean {
  const open: Expression[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "metric") {
      const { fill, interval } = planFor(node);
      if (fill !== undefined || interval !== undefined) return false;
    } else if (node.kind === "call") {
      const { kind } = implementationOf(node);
      if (kind !== "value" && kind !== "bucket") return false;
    }
    open.push(...expressionsIn(node));
  }
  return true;
}

/** The longest bucket that an expression asks for itself, by `.rollup(…, 300)` or `rollup(q, 'max', 300)`. */
export function explicitStep(expression: Expression): number | undefined {
  const steps: number[] = [];
  const open: Expression[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "metric") steps.push(planFor(node).interval ?? 0);
    else if (node.kind === "binary") open.push(node.left, node.right);
    else if (node.kind === "unary") open.push(node.operand);
    else if (node.kind === "call" && node.name === "rollup") steps.push(new Arguments(node).number("interval"));
    else if (node.kind === "call") open.push(...new Arguments(node).expressions());
  }
  const longest = Math.max(0, ...steps);
  return longest > 0 ? longest : undefined;
}
