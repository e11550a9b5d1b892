import type { VariablePath } from "../nodes";
import { evalFunction, numberOf } from "./functions";
import type { EvalNode, EvalOperator, EvalValue } from "./nodes";

/**
 * What an expression comes to; nothing where a value it needs is missing, or where it is not finite (a division by 0).
 * @param lookup the value of a variable
 */
export function computeEval(node: EvalNode, lookup: (path: VariablePath) => EvalValue): EvalValue {
  switch (node.kind) {
    case "number":
      return { value: node.value, isFloat: node.isFloat };
    case "text":
      return node.text;
    case "variable":
      return lookup(node.path);
    case "negative": {
      const number = numberOf(computeEval(node.operand, lookup));
      return number && { value: -number.value, isFloat: number.isFloat };
    }
    case "binary":
      return binary(node.operator, computeEval(node.left, lookup), computeEval(node.right, lookup));
    case "call": {
      const known = evalFunction(node.name);
      return finite(known?.apply(node.args.map((argument) => computeEval(argument, lookup))));
    }
  }
}

const OPERATORS: Readonly<Record<EvalOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

function binary(operator: EvalOperator, a: EvalValue, b: EvalValue): EvalValue {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (!left || !right) return undefined;
  const isFloat = operator === "/" || left.isFloat || right.isFloat;
  return finite({ value: OPERATORS[operator](left.value, right.value), isFloat });
}

function finite(value: EvalValue): EvalValue {
  return typeof value === "object" && !Number.isFinite(value.value) ? undefined : value;
}
