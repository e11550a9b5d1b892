import type { Expression } from "../nodes";

/** Reads a query given as text. */
export function readExpression(text: string): Expression {
  return { kind: "raw", text };
}
