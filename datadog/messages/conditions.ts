import { computeEval, numberOf, parseEval } from "./eval";
import type { MessageFacts } from "./facts";
import { formatEval } from "./format";
import { isShown } from "./handles";
import { evalValueOf, type Scope, shownValue, valuesOf } from "./lookup";
import type { TemplateArgument } from "./nodes";
import { variablePath } from "./tags";
import { STATE_BLOCKS } from "./vocabulary";

interface Condition {
  readonly name: string;
  readonly args: readonly TemplateArgument[];
}

/**
 * Whether the condition of a block holds (a negated block shows where it does not). What is not a condition never holds.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables
 */
export function holds({ name, args }: Condition, facts: MessageFacts, scope?: Scope): boolean {
  if (STATE_BLOCKS.includes(name)) return isShown({ name, negated: false }, facts.moment);
  const [subject, ...wanted] = args;
  if (name === "is_priority") return facts.priority !== undefined && textOf(subject) === `P${facts.priority}`;
  if (!subject) return false;
  const values = subjectOf(subject, facts, scope).filter((value) => value !== "");
  if (name === "is_match") return wanted.some((one) => values.some((value) => contains(value, textOf(one))));
  if (name === "is_exact_match") {
    return wanted.some((one) =>
      textOf(one) === "" ? values.length === 0 : values.some((value) => equals(value, textOf(one))),
    );
  }
  return false;
}

/** An empty text asks for a value that is not empty. */
const contains = (value: string, part: string) => value.includes(part);

/** Numbers compare as numbers: 5 equals 5.0. */
function equals(value: string, other: string): boolean {
  if (value === other) return true;
  const [left, right] = [numberOf(value), numberOf(other)];
  return left !== undefined && right !== undefined && left.value === right.value;
}

/** What is compared: the values of a variable, or what an expression comes to. */
function subjectOf(subject: TemplateArgument, facts: MessageFacts, scope?: Scope): readonly string[] {
  if (subject.kind === "call") return subject.name === "eval" ? [evaluated(subject.args, facts, scope)] : [];
  const path = pathOf(subject);
  const values = valuesOf(path, facts, scope);
  return values.length > 1 ? values.map(String) : [shownValue(path, facts, scope)];
}

/** What `eval "…"` comes to, as text; empty where it cannot be computed. */
export function evaluated(args: readonly TemplateArgument[], facts: MessageFacts, scope?: Scope): string {
  const [expression] = args;
  const { node } =
    expression?.kind === "string" ? parseEval(expression.text, expression.range.start) : { node: undefined };
  return node ? formatEval(computeEval(node, (path) => evalValueOf(path, facts, scope))) : "";
}

/** The variable that an argument names, with or without quotes. */
export function pathOf(argument: Exclude<TemplateArgument, { kind: "call" }>) {
  return argument.kind === "path" ? argument.path : variablePath(argument.text, argument.range);
}

/** The text of an argument: `P1` for `'P1'`. */
export function textOf(argument: TemplateArgument | undefined): string {
  if (!argument || argument.kind === "call") return "";
  return argument.kind === "string" ? argument.text : argument.path.text;
}
