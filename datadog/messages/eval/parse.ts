import { type Finding, finding, nearest, type SourceRange } from "../../findings";
import { variablePath } from "../tags";
import { EVAL_FUNCTIONS, evalFunction } from "./functions";
import type { EvalNode, EvalOperator } from "./nodes";

/** The expression as a tree; without one where it cannot be read. */
export interface EvalResult {
  readonly node?: EvalNode;
  readonly findings: readonly Finding[];
}

/** How deep parentheses, functions and signs may stand in each other. */
const MAX_DEPTH = 50;
/** How many numbers, names and operators an expression may have. */
const MAX_TOKENS = 500;

const TOKEN =
  /\s+|'[^']*'|"[^"]*"|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?![\w@])|(?:\[[^\]]{0,200}\]|[\w@])(?:[\w.@]|\[[^\]]{0,200}\])*|./gsu;

interface Token {
  readonly text: string;
  readonly range: SourceRange;
}

/**
 * Reads the expression of `{{eval "…"}}`: numbers, variables, texts in single quotes, `+ - * / % ^`, functions.
 * @param offset where the expression begins in the message
 * @see https://docs.datadoghq.com/monitors/guide/template-variable-evaluation/
 */
export function parseEval(expression: string, offset: number): EvalResult {
  return new Reader(expression, offset).read();
}

class Unreadable extends Error {
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

class Reader {
  private readonly tokens: Token[] = [];
  private readonly findings: Finding[] = [];
  private at = 0;
  private depth = 0;

  constructor(
    expression: string,
    private readonly offset: number,
  ) {
    for (const { 0: text, index } of expression.matchAll(TOKEN)) {
      if (text.trim() !== "") this.tokens.push({ text, range: this.place(index, index + text.length) });
      if (this.tokens.length > MAX_TOKENS) break;
    }
    this.end = this.place(expression.length, expression.length);
  }

  private readonly end: SourceRange;

  read(): EvalResult {
    try {
      if (this.tokens.length > MAX_TOKENS) {
        this.fail(`The expression has more than ${MAX_TOKENS} parts.`, this.tokens[MAX_TOKENS]!.range);
      }
      const node = this.sum();
      const rest = this.tokens[this.at];
      if (rest)
        this.fail(`\`${cut(rest.text)}\` is unexpected here: add an operator (+ - * / % ^) before it.`, rest.range);
      return { node, findings: this.findings };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { findings: [...this.findings, error.finding] };
    }
  }

  private place(start: number, end: number): SourceRange {
    return { start: this.offset + start, end: this.offset + end };
  }

  private sum(): EvalNode {
    return this.joined(["+", "-"], () => this.joined(["*", "/", "%"], () => this.signed()));
  }

  private joined(operators: readonly EvalOperator[], operand: () => EvalNode): EvalNode {
    let left = operand();
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      const operator = operators.find((one) => one === token?.text);
      if (operator === undefined) break;
      this.at++;
      left = { kind: "binary", operator, left, right: operand() };
    }
    return left;
  }

  private signed(): EvalNode {
    if (this.take("-")) return { kind: "negative", operand: this.deeper(() => this.signed()) };
    if (this.take("+")) return this.deeper(() => this.signed());
    const base = this.atom();
    if (!this.take("^")) return base;
    return { kind: "binary", operator: "^", left: base, right: this.deeper(() => this.signed()) };
  }

  private atom(): EvalNode {
    const token = this.tokens[this.at];
    if (!token) return this.fail("The expression ends, but a value is expected.", this.end);
    this.at++;
    const { text, range } = token;
    if (text === "(") {
      const inner = this.deeper(() => this.sum());
      this.close(range);
      return inner;
    }
    if (/^['"]./s.test(text) && text.length > 1) return { kind: "text", text: text.slice(1, -1) };
    if (/^\d+(\.\d*)?([eE][-+]?\d+)?$/.test(text)) {
      return { kind: "number", value: Number(text), isFloat: /[.eE]/.test(text) };
    }
    if (!/^[\w@[]/.test(text)) return this.fail(`\`${cut(text)}\` is unexpected here: a value is expected.`, range);
    if (this.take("(")) return this.call(text, range);
    return { kind: "variable", path: variablePath(text, range) };
  }

  private call(name: string, range: SourceRange): EvalNode {
    const args: EvalNode[] = [];
    const open = this.tokens[this.at - 1]!.range;
    if (!this.take(")")) {
      do args.push(this.deeper(() => this.sum()));
      while (this.take(","));
      this.close(open);
    }
    const known = evalFunction(name);
    if (!known) {
      const message = `\`${cut(name)}()\` is not a function of eval. Functions are ${EVAL_FUNCTIONS.join(", ")}.`;
      this.findings.push(finding("message-variable", message, { range, suggestion: nearest(name, EVAL_FUNCTIONS) }));
      return { kind: "call", name, args };
    }
    const [fewest, most] = known.arguments;
    if (args.length < fewest || args.length > most) {
      const count = fewest === most ? `${fewest}` : `${fewest} or ${most}`;
      const message = `\`${name}()\` takes ${count} argument${count === "1" ? "" : "s"}, but this call has ${args.length}.`;
      this.findings.push(finding("message-variable", message, { range }));
    }
    return { kind: "call", name, args };
  }

  private take(text: string): boolean {
    if (this.tokens[this.at]?.text !== text) return false;
    this.at++;
    return true;
  }

  private close(open: SourceRange): void {
    if (!this.take(")")) this.fail("This parenthesis is not closed: add `)`.", open);
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      this.fail(
        `The expression is nested more than ${MAX_DEPTH} levels deep.`,
        this.tokens[this.at]?.range ?? this.end,
      );
    }
    const node = read();
    this.depth--;
    return node;
  }

  private fail(message: string, range: SourceRange): never {
    throw new Unreadable(finding("message-variable", message, { range }));
  }
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
