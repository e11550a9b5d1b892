import { nearest } from "../../findings";
import { own } from "../../json";
import {
  type Argument,
  type Binary,
  type Expression,
  type GroupKey,
  isFunctionName,
  type MetricQuery,
  type Modifier,
  walk,
} from "../../query";
import { EvaluationError } from "./error";
import { IMPLEMENTATIONS } from "./functions";

/** The queries that the names of a formula stand for. */
export type Queries = Readonly<Record<string, Expression>>;

/** What brackets say of all that is in them. */
interface Around {
  readonly by: readonly GroupKey[];
  readonly modifiers: readonly Modifier[];
  /** Names that stand for something else than metrics: they stay. */
  readonly outside: readonly string[];
}

/**
 * An expression in which names are replaced by their queries, and what brackets say stands at each metric in them:
 * `(a + b) by {host}.as_count()` is `a by {host}.as_count() + b by {host}.as_count()`.
 * @throws EvaluationError where a name or a function is not known, or cannot be evaluated
 */
export function normalized(expression: Expression, queries: Queries = {}, outside: readonly string[] = []): Expression {
  return rewritten(expression, { by: [], modifiers: [], outside }, queries, []);
}

function rewritten(node: Expression, around: Around, queries: Queries, names: readonly string[]): Expression {
  const inside = (operand: Expression) => rewritten(operand, around, queries, names);
  switch (node.kind) {
    case "metric":
      return metric(node, around);
    case "modified": {
      const by = node.by.length > 0 ? node.by : around.by;
      const modifiers = [...node.modifiers, ...around.modifiers];
      return rewritten(node.operand, { ...around, by, modifiers }, queries, names);
    }
    case "name": {
      if (around.outside.includes(node.name)) return node;
      const query = own(queries, node.name);
      if (!query) throw unknownName(node.name, queries, node.range);
      if (names.includes(node.name))
        throw new EvaluationError(`\`${node.name}\` is defined in terms of itself.`, node.range);
      return rewritten(query, around, queries, [...names, node.name]);
    }
    case "unary":
      return { ...node, operand: inside(node.operand) };
    case "binary":
      return chain(node, inside);
    case "call":
      refuseFunction(node.name, node.nameRange ?? node.range);
      return { ...node, args: node.args.map((argument) => rewrittenArgument(argument, inside)) };
    case "number":
      return node;
    case "raw":
      throw new EvaluationError(`\`${node.text}\` cannot be evaluated because it cannot be parsed.`, node.range);
  }
}

/** Arithmetic from the left on, without going deep: a sum may have thousands of terms. */
function chain(node: Binary, inside: (operand: Expression) => Expression): Expression {
  const pending: Binary[] = [];
  let first: Expression = node;
  for (; first.kind === "binary"; first = first.left) pending.push(first);
  let left = inside(first);
  for (const binary of pending.reverse()) left = { ...binary, left, right: inside(binary.right) };
  return left;
}

function metric(node: MetricQuery, { by, modifiers }: Around): MetricQuery {
  return { ...node, by: node.by.length > 0 ? node.by : by, modifiers: [...node.modifiers, ...modifiers] };
}

function rewrittenArgument(argument: Argument, inside: (operand: Expression) => Expression): Argument {
  const { value } = argument;
  if (value.kind === "string" || value.kind === "keyword" || value.kind === "keySet") return argument;
  return { ...argument, value: inside(value) };
}

function unknownName(name: string, queries: Queries, range: EvaluationError["range"]): EvaluationError {
  const known = Object.keys(queries);
  const has = known.length === 0 ? "There are no queries." : `The queries are ${known.join(", ")}.`;
  return new EvaluationError(`There is no query named \`${name}\`. ${has}`, range);
}

function refuseFunction(name: string, range: EvaluationError["range"]): void {
  if (!isFunctionName(name)) {
    const meant = nearest(name, Object.keys(IMPLEMENTATIONS));
    const suggestion = meant === undefined ? "" : ` Did you mean ${meant}()?`;
    throw new EvaluationError(`${name}() cannot be evaluated: there is no such function.${suggestion}`, range);
  }
  const implementation = IMPLEMENTATIONS[name];
  if (implementation.kind === "refused") {
    throw new EvaluationError(`${name}() cannot be evaluated: ${implementation.why}.`, range);
  }
}

/** The names that stand in a normalized expression: queries over something else than metrics. */
export function outsideNamesOf(root: Expression): readonly string[] {
  const names: string[] = [];
  walk(root, { name: ({ name }) => void names.push(name) });
  return names;
}
