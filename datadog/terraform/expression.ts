import type { Json } from "../json";
import { TerraformProblem } from "./problem";
import { literalIn, type Reference, referenceIn } from "./reference";

/** What stands inside `${…}`: a value, a reference, a list of them, or a call of one of the functions known here. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "reference"; readonly steps: Reference; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "call"; readonly name: FunctionName; readonly args: readonly Expression[] };

type List = readonly Json[];

/** @see https://developer.hashicorp.com/terraform/language/functions */
const functions = {
  concat: (lists: readonly List[]) => lists.flat(),
  distinct: (lists: readonly List[]) => {
    const byText = new Map(lists.flat().map((item) => [JSON.stringify(item), item]));
    return [...byText.values()];
  },
} satisfies Record<string, (lists: readonly List[]) => List>;

type FunctionName = keyof typeof functions;

/** @throws TerraformProblem that says what the text is, where it is none of these */
export function readExpression(text: string, place: string): Expression {
  const trimmed = text.trim();
  const value = literalIn(trimmed);
  if (value !== undefined) return { kind: "literal", value };
  const items = (inside: string) => partsOf(inside).map((part) => readExpression(part, place));
  const [, list] = /^\[(.*)\]$/s.exec(trimmed) ?? [];
  if (list !== undefined) return { kind: "list", items: items(list) };
  const [, name, inside] = /^(\w+)\((.*)\)$/s.exec(trimmed) ?? [];
  if (name !== undefined && inside !== undefined && Object.hasOwn(functions, name)) {
    return { kind: "call", name: name as FunctionName, args: items(inside) };
  }
  return { kind: "reference", steps: referenceIn(trimmed, place), text: trimmed };
}

/** The value of an expression, references looked up by the caller. */
export function evaluateExpression(
  expression: Expression,
  lookUp: (steps: Reference, text: string) => Json,
  place: string,
): Json {
  const value = (part: Expression): Json => {
    if (part.kind === "literal") return part.value;
    if (part.kind === "reference") return lookUp(part.steps, part.text);
    if (part.kind === "list") return part.items.map(value);
    const lists = part.args.map(value);
    const other = lists.find((list) => !Array.isArray(list));
    if (other !== undefined) {
      throw new TerraformProblem(place, `${part.name}() takes lists, not ${JSON.stringify(other)}`);
    }
    return functions[part.name](lists as readonly List[]);
  };
  return value(expression);
}

/** Every reference inside an expression. */
export function referencesOf(expression: Expression): Reference[] {
  if (expression.kind === "literal") return [];
  if (expression.kind === "reference") return [expression.steps];
  return (expression.kind === "list" ? expression.items : expression.args).flatMap(referencesOf);
}

/** Splits at the commas that are in no bracket and no string; nothing gives no part. */
function partsOf(text: string): string[] {
  if (text.trim() === "") return [];
  const parts = [""];
  let depth = 0;
  for (const piece of text.match(/"(?:[^"\\]|\\.)*"|./gs) ?? []) {
    if (/^[([{]$/.test(piece)) depth++;
    if (/^[)\]}]$/.test(piece)) depth--;
    if (piece === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
