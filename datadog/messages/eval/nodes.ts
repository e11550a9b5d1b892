import type { VariablePath } from "../nodes";

/** What `{{eval "…"}}` computes. */
export type EvalNode =
  | { readonly kind: "number"; readonly value: number; readonly isFloat: boolean }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly path: VariablePath }
  | { readonly kind: "negative"; readonly operand: EvalNode }
  | { readonly kind: "binary"; readonly operator: EvalOperator; readonly left: EvalNode; readonly right: EvalNode }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly EvalNode[] };

export type EvalOperator = "+" | "-" | "*" | "/" | "%" | "^";

/** A number with a point is a float and keeps it: `300.0`. */
export interface EvalNumber {
  readonly value: number;
  readonly isFloat: boolean;
}

/** A number, a text, a truth value; nothing where something needed for it is missing. */
export type EvalValue = EvalNumber | string | boolean | undefined;
