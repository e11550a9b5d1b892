import type { NodeBase } from "./base";

/** `*`: everything, as in `avg:system.load.1{*}`. */
export interface AnyScope extends NodeBase {
  readonly kind: "any";
}

/** `env:prod`, `host:web-*`, `group:` (an empty value is legal). The value is kept as written, wildcards included. */
export interface TagScope extends NodeBase {
  readonly kind: "tag";
  readonly key: string;
  readonly value: string;
}

/** `production`: a tag without a value. */
export interface BareScope extends NodeBase {
  readonly kind: "bareTag";
  readonly name: string;
}

/** `$env` (stands for `key:value`) or `$env.value` (the value alone); `name` is without the dollar and `.value`. */
export interface TemplateVariableScope extends NodeBase {
  readonly kind: "templateVariable";
  readonly name: string;
  readonly valueOnly: boolean;
}

/** `!status:ok` beside commas and alone, `NOT status:ok` beside AND, OR and IN. */
export interface NotScope extends NodeBase {
  readonly kind: "not";
  readonly operand: Scope;
}

/** `env:prod,role:db` (commas: every item must hold; items are tags, variables or their negation). */
export interface CommaScope extends NodeBase {
  readonly kind: "comma";
  readonly items: readonly Scope[];
}

/** `env:prod AND (role:db OR role:cache)`: two operands or more. */
export interface BooleanScope extends NodeBase {
  readonly kind: "and" | "or";
  readonly operands: readonly Scope[];
}

/** `env IN (prod, staging)`, `env NOT IN (dev)`, and `env:(prod OR staging)`, which means the first. No wildcards. */
export interface InScope extends NodeBase {
  readonly kind: "in";
  readonly key: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** What stands between the braces of a metric query. */
export type Scope =
  | AnyScope
  | TagScope
  | BareScope
  | TemplateVariableScope
  | NotScope
  | CommaScope
  | BooleanScope
  | InScope;
