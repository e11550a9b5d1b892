import { type Code, call, exported, type Modules, resultOf, value } from "../../code";
import * as builder from "../builder";
import type { Expression, QueryNode } from "../nodes";
import { print } from "../print";
import { sameNode } from "../visit";

/** The module of the builder, as code names it. */
export const QUERY_MODULE = "datadog/query";

/** What code calls a metric, and what the compiler knows of it. */
export interface MetricCode {
  readonly code: Code;
  /** Its own tags, beside those that every metric has. @default not known: every tag is allowed */
  readonly tags?: readonly string[];
  /** @default "unknown": every aggregator and modifier is allowed */
  readonly stored?: builder.Stored;
  /** Selections that have a name of their own, by the space aggregator: `duration.p95()`. @default none */
  readonly selections?: Readonly<Record<string, Code>>;
}

export interface ToCodeSettings {
  /** What code calls a metric; nothing for one that it only knows by its name. @default none has a name in code */
  readonly metric?: (name: string) => MetricCode | undefined;
  /** The names of a formula that code has in its scope. @default none */
  readonly names?: readonly string[];
  /** What the modules of `metric` export. @default nothing */
  readonly modules?: Modules;
  /** The threshold of an alert in code, `critical`, and its other levels. @default the numbers of the query */
  readonly thresholds?: { readonly critical: Code; readonly levels?: Code };
  /** Values of the names that `thresholds` uses. @default none */
  readonly locals?: Readonly<Record<string, unknown>>;
}

/** A function or a value of the builder. */
export const fromQuery = (name: keyof typeof builder): Code => exported(QUERY_MODULE, name);

export const rawCode = (node: Expression): Code => call(fromQuery("rawQuery"), value(print(node)));

/** Where a function takes any query, text does not need to be wrapped. */
export function asInput(code: Code): Code {
  const isRaw = code.kind === "call" && code.callee.kind === "exported" && code.callee.name === "rawQuery";
  return isRaw ? code.args[0]! : code;
}

/** The code, if it gives the node; nothing where it gives another one, or throws. */
export function verified<N extends QueryNode>(
  code: Code | undefined,
  node: N,
  settings: ToCodeSettings,
): Code | undefined {
  return code !== undefined && gives(code, node, settings) ? code : undefined;
}

function gives(code: Code, node: QueryNode, { modules, names = [], locals = {} }: ToCodeSettings): boolean {
  const exports = (module: string) => (module === QUERY_MODULE ? builder : (modules?.(module) ?? {}));
  const ofNames = names.map((name) => [name, new builder.ExpressionValue({ kind: "name", name })]);
  try {
    const made = resultOf(code, exports, { ...Object.fromEntries(ofNames), ...locals });
    return sameNode((made as { readonly node: QueryNode }).node, node);
  } catch (error) {
    // What the builder refuses has to be said otherwise; anything else is a mistake of ours.
    if (error instanceof RangeError || error instanceof builder.QuerySyntaxError || error instanceof TypeError) {
      return false;
    }
    throw error;
  }
}
