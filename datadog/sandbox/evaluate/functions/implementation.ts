import {
  type Argument,
  type Bound,
  bind,
  durationSeconds,
  type Expression,
  type FunctionCall,
  functionRow,
  numberOf,
  print,
  wordOf,
} from "../../../query";
import { EvaluationError } from "../error";
import type { BeforeSpace, Frame } from "../leaf";
import type { SeriesSet } from "../series-set";

/** Evaluates an expression elsewhere: over another time, or with other buckets. */
export type Evaluate = (expression: Expression, frame: Frame) => SeriesSet;

/** How a function is evaluated. */
export type Implementation = Kind & {
  /** What is plainer here than at Datadog, for the reader of a result. @default nothing */
  readonly note?: string;
};

/** The kinds tell what a value of the result depends on. */
type Kind =
  /** On the value at the same place alone. */
  | { readonly kind: "value"; readonly of: (args: Arguments) => (value: number) => number }
  /** On what all groups have in the same bucket. */
  | { readonly kind: "bucket"; readonly of: (sets: readonly SeriesSet[], args: Arguments) => SeriesSet }
  /** On the whole range: on what stands before it, or on all. */
  | { readonly kind: "range"; readonly of: (set: SeriesSet, args: Arguments, frame: Frame) => SeriesSet }
  /** Like `range`, and computed for each series before they are aggregated over space. */
  | { readonly kind: "beforeSpace"; readonly of: BeforeSpace }
  /** On other times: it evaluates its operand itself. */
  | { readonly kind: "elsewhere"; readonly of: (args: Arguments, frame: Frame, evaluate: Evaluate) => SeriesSet }
  /** It cannot be evaluated, and says why. */
  | { readonly kind: "refused"; readonly why: string };

/** The arguments of a call, by the names that the function's row gives them. */
export class Arguments {
  private readonly bound: Bound;

  constructor(readonly call: FunctionCall) {
    this.bound = bind(functionRow(call.name)?.parameters ?? [], call.args);
    const [missing] = this.bound.missing;
    if (missing) throw this.error(`${call.name}() needs its ${missing.called ?? missing.name}`);
  }

  /** What computes a series among the arguments of this name; of all names, where none is given. */
  expressions(name?: string): readonly Expression[] {
    const args = name === undefined ? this.call.args : (this.bound.given.get(name) ?? []);
    return args.flatMap(({ value }) =>
      value.kind === "string" || value.kind === "keyword" || value.kind === "keySet" ? [] : [value],
    );
  }

  expression(name: string): Expression {
    const [expression] = this.expressions(name);
    if (!expression) throw this.error(`the ${name} of ${this.call.name}() is not a query`);
    return expression;
  }

  /** @throws EvaluationError where there is none and no fallback */
  number(name: string, fallback?: number): number {
    const [argument] = this.arguments(name);
    const number = argument === undefined ? fallback : (numberOf(argument) ?? Number(wordOf(argument)));
    if (number === undefined || Number.isNaN(number))
      throw this.error(`the ${name} of ${this.call.name}() is not a number`);
    return number;
  }

  word(name: string, fallback = ""): string {
    return wordOf(this.arguments(name)[0]) ?? fallback;
  }

  /** The tag keys in braces, if any. */
  keys(): readonly string[] | undefined {
    for (const { value } of this.call.args) if (value.kind === "keySet") return value.keys;
    return undefined;
  }

  arguments(name: string): readonly Argument[] {
    return this.bound.given.get(name) ?? [];
  }

  error(what: string): EvaluationError {
    return new EvaluationError(`\`${print(this.call)}\` cannot be evaluated: ${what}.`, this.call.range);
  }
}

/** `5m`, `last_15m`, `60`: seconds. Nothing for another text. */
export function durationOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : durationSeconds(text.replace(/^last_/, ""));
}
