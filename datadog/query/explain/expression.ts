import { groupingsOf } from "../ask";
import { functionRow } from "../functions";
import type { Binary, Expression, FunctionCall } from "../nodes";
import { print } from "../print";
import { foldExpression, mapNode, walk } from "../visit";
import { callInWords } from "./functions";
import { metricInWords, modifiersInWords } from "./metric";
import { eachOf } from "./words";

/** An expression in words. */
export interface Words {
  /** A noun phrase: `the average of system.load.1`, or a formula over the letters below. */
  readonly phrase: string;
  /** `a is the average of …`, for each letter of the formula. */
  readonly letters: readonly string[];
  /** The tags that the result is grouped by. */
  readonly groups: readonly string[];
}

const ALPHABET = 26;

/** Says what an expression computes: in plain words where these can be followed, as a formula over letters elsewhere. */
export function expressionInWords(expression: Expression): Words {
  const groupings = groupingsOf(expression);
  const same = groupings.every((keys) => keys.join() === groupings[0]?.join());
  const groups = [...new Set(groupings.flat())];
  const phrase = simple(expression, same) ?? percentage(expression, same);
  if (phrase !== undefined) return { phrase, letters: [], groups };
  // a formula has names of its own
  return groupings.length === 0
    ? { phrase: print(expression), letters: [], groups }
    : { ...lettered(expression, same), groups };
}

/** True for what makes one series of all groups, and so leaves none. */
const dropsGroups = (node: Expression) => node.kind === "call" && functionRow(node.name)?.groups === "dropped";

/** The arguments of a call that are series; numbers are settings. */
function seriesOf({ args }: FunctionCall): readonly Expression[] {
  return args.flatMap(({ value }) => {
    const setting =
      value.kind === "string" || value.kind === "keyword" || value.kind === "keySet" || value.kind === "number";
    return setting || (value.kind === "unary" && value.operand.kind === "number") ? [] : [value];
  });
}

/** One metric, function or quotient in words; nothing for what only a formula can say without doubt. */
function simple(node: Expression, same: boolean): string | undefined {
  switch (node.kind) {
    case "metric": {
      const each = same ? undefined : eachOf(node.by.map(({ name }) => name));
      const words = metricInWords(node);
      return words + (each === undefined ? "" : `${words.includes(",") ? "," : ""} for ${each}`);
    }
    case "number":
    case "name":
      return print(node);
    case "unary": {
      if (node.operand.kind === "number") return print(node);
      const operand = simple(node.operand, same);
      return operand === undefined || node.operator === "+" ? operand : `minus ${operand}`;
    }
    case "modified": {
      const operand = simple(node.operand, same);
      return operand === undefined ? undefined : operand + modifiersInWords(node.modifiers) + countedAs(node.modifiers);
    }
    case "call":
      return call(node, same);
    case "binary":
      return sides(node, same);
    case "raw":
      return "a query that is built elsewhere";
  }
}

function countedAs(modifiers: readonly { readonly name: string }[]): string {
  if (modifiers.some(({ name }) => name === "as_count")) return " as a count";
  return modifiers.some(({ name }) => name === "as_rate") ? " as a rate per second" : "";
}

function call(node: FunctionCall, same: boolean): string | undefined {
  // where the groups of the input are not those of the result, they are said
  const here = same && !dropsGroups(node) && !node.args.some(({ value }) => value.kind === "keySet");
  const series = seriesOf(node).map((argument) => {
    const words = simple(argument, here) ?? percentage(argument, here);
    return words !== undefined && argument.kind === "binary" ? bracketed(argument, words) : words;
  });
  const known = series.filter((words) => words !== undefined);
  return known.length === series.length ? callInWords(node, known) : undefined;
}

/** Names and numbers alone are clearer as they are written. */
function bracketed(node: Binary, words: string): string {
  return isFormula(node) ? `(${print(node)})` : words;
}

const OPERATORS: Readonly<Record<Binary["operator"], string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divided by",
  "%": "modulo",
  "^": "to the power of",
};

/** `the count of a divided by the count of b`: for two sides that hold no commas and no arithmetic. */
function sides(node: Binary, same: boolean): string | undefined {
  if (isFormula(node))
    return node.left.kind === "binary" || node.right.kind === "binary" ? print(node) : plainSides(node);
  const parts = [node.left, node.right].map((side) => (isPlain(side) ? simple(side, same) : undefined));
  const [left, right] = parts;
  if (left === undefined || right === undefined || left.includes(",") || right.includes(",")) return undefined;
  return `${left} ${OPERATORS[node.operator]} ${right}`;
}

/** False for what holds an operator of its own: beside another one, words could be taken either way. */
const isPlain = (side: Expression) =>
  side.kind !== "binary" && (side.kind !== "unary" || side.operand.kind === "number");

function plainSides(node: Binary): string {
  return `${print(node.left)} ${OPERATORS[node.operator]} ${print(node.right)}`;
}

/** True for what holds names, numbers and operators alone. */
function isFormula(root: Expression): boolean {
  return foldExpression<boolean>(root, ({ kind }, inside) => {
    const isPart = kind === "binary" || kind === "unary" || kind === "name" || kind === "number";
    return isPart && !inside.includes(false);
  });
}

/** `a / b * 100` and `100 * a / b`: a as a percentage of b. */
function percentage(node: Expression, same: boolean): string | undefined {
  if (node.kind !== "binary" || isFormula(node)) return undefined;
  const quotient = hundredfold(node);
  if (quotient?.kind !== "binary" || quotient.operator !== "/") return undefined;
  const [left, right] = [quotient.left, quotient.right].map((side) => (isPlain(side) ? simple(side, same) : undefined));
  if (left === undefined || right === undefined || left.includes(",") || right.includes(",")) return undefined;
  return `${left} as a percentage of ${right}`;
}

/** What is multiplied by 100. */
function hundredfold({ operator, left, right }: Binary): Expression | undefined {
  const isHundred = (side: Expression) => side.kind === "number" && side.value === 100;
  if (operator === "*") return isHundred(right) ? left : isHundred(left) ? right : undefined;
  if (operator !== "/" || left.kind !== "binary" || left.operator !== "*") return undefined;
  const dividend = isHundred(left.left) ? left.right : isHundred(left.right) ? left.left : undefined;
  return dividend && { kind: "binary", operator: "/", left: dividend, right };
}

/** The expression as a formula in which a letter stands for each metric or function that can be said in words. */
function lettered(expression: Expression, same: boolean): Pick<Words, "phrase" | "letters"> {
  const letters = new Map<string, { readonly letter: string; readonly words: string }>();
  const names = new Map<Expression, Expression>();
  const name = (node: Expression) => {
    const words = simple(node, same);
    if (words === undefined) return undefined;
    names.set(node, { kind: "name", name: letterFor(print(node), words, letters) });
    return "skip";
  };
  walk(expression, { metric: name, call: name });
  const replace = (node: Expression) => names.get(node) ?? node;
  return {
    phrase: print(mapNode(expression, { metric: replace, call: replace })),
    letters: [...letters.values()].map(({ letter, words }) => `${letter} is ${words}`),
  };
}

function letterFor(
  text: string,
  words: string,
  letters: Map<string, { readonly letter: string; readonly words: string }>,
): string {
  const known = letters.get(text);
  const letter = known?.letter ?? nameOf(letters.size);
  if (!known) letters.set(text, { letter, words });
  return letter;
}

/** `a` to `z`, then `a1` and so on. */
function nameOf(index: number): string {
  const round = Math.floor(index / ALPHABET);
  return `${String.fromCharCode(97 + (index % ALPHABET))}${round === 0 ? "" : round}`;
}
