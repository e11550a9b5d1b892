/**
 * The text of grok rules, read: one rule a line, `name pattern`, where a pattern is a regular expression with tokens
 * `%{matcher(args):extract:filter(args)}` in it.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/
 */

/** A grok parser's rules as Datadog's API has them: one rule a line, helpers apart. */
export interface GrokRules {
  readonly match_rules: string;
  readonly support_rules: string;
}

/** What is wrong with a rule, in one sentence that names the rule. */
export interface GrokProblem {
  readonly message: string;
  /** Which of the two texts the rule stands in. */
  readonly field: "match_rules" | "support_rules";
  /** The known name that an unknown one most resembles. */
  readonly suggestion?: string;
}

export type GrokArgument = string | number | GrokCall;

/** `date("HH:mm")`, `scale(1000)`, `keyvalue`: a matcher or a filter with its arguments. */
export interface GrokCall {
  readonly name: string;
  readonly args: readonly GrokArgument[];
}

/** `%{matcher:extract:filter}`. `extract` is empty where the token only matches, or spreads what the filter gives. */
export interface GrokToken {
  readonly matcher: GrokCall;
  readonly extract: string;
  readonly filter?: GrokCall;
}

/** One rule: plain regular expression text and tokens, in order. */
export interface GrokRule {
  readonly name: string;
  readonly parts: readonly (string | GrokToken)[];
}

const RULE_LINE = /^(\S+)[ \t]+(.+)$/;
/** The parsing page has names begin with a letter or digit; helpers of Datadog's own pipelines also begin with `_`. */
const RULE_NAMES: Readonly<Record<GrokProblem["field"], RuleNames>> = {
  match_rules: { form: /^[A-Za-z0-9][A-Za-z0-9_.]*$/, begin: "a letter or digit" },
  support_rules: { form: /^[A-Za-z0-9_][A-Za-z0-9_.]*$/, begin: 'a letter, digit, or "_"' },
};

interface RuleNames {
  readonly form: RegExp;
  /** What they may begin with. */
  readonly begin: string;
}

/** A token, whose quoted arguments may hold `}`. */
const TOKEN = /%\{((?:"(?:\\.|[^"\\])*"|[^"}])*)\}/g;

/** Reads one of the two texts. Every line is read; those that cannot be are left out and told of. */
export function readRules(
  text: string,
  field: GrokProblem["field"],
): { rules: readonly GrokRule[]; problems: readonly GrokProblem[] } {
  const rules: GrokRule[] = [];
  const problems: GrokProblem[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const rule = readRule(line.trimStart(), RULE_NAMES[field]);
    if (typeof rule === "string") problems.push({ field, message: rule });
    else rules.push(rule);
  }
  return { rules, problems };
}

function readRule(line: string, { form, begin }: RuleNames): GrokRule | string {
  const [, name, pattern] = RULE_LINE.exec(line) ?? [];
  if (name === undefined || pattern === undefined) {
    return `the grok rule "${line}" has no pattern: write a name, a space, and the pattern`;
  }
  if (!form.test(name)) {
    return `the grok rule name "${name}" must start with ${begin} and contain only letters, digits, "_", and "."`;
  }
  const parts: (string | GrokToken)[] = [];
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index > end) parts.push(pattern.slice(end, match.index));
    end = match.index + match[0].length;
    const token = readToken(match[1] ?? "");
    if (token === undefined) return `rule "${name}": ${match[0]} is not a token: use %{matcher:attribute:filter}`;
    parts.push(token);
  }
  if (end < pattern.length) parts.push(pattern.slice(end));
  const open = parts.find((part) => typeof part === "string" && /(?<!\\)%\{/.test(part));
  return open === undefined ? { name, parts } : `rule "${name}": the token "${open}" is not closed`;
}

function readToken(text: string): GrokToken | undefined {
  const cursor = { text, at: 0 };
  const matcher = readCall(cursor);
  if (matcher === undefined) return undefined;
  let extract = "";
  let filter: GrokCall | undefined;
  if (take(cursor, ":")) {
    extract = /^[^:()"]*/.exec(text.slice(cursor.at))?.[0] ?? "";
    cursor.at += extract.length;
    if (take(cursor, ":")) {
      filter = readCall(cursor);
      if (filter === undefined) return undefined;
    }
  }
  return cursor.at === text.length ? { matcher, extract: extract.trim(), filter } : undefined;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function take(cursor: Cursor, char: string): boolean {
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function takeSpaces(cursor: Cursor): void {
  while (take(cursor, " "));
}

function readCall(cursor: Cursor): GrokCall | undefined {
  const name = /^[A-Za-z_][\w.]*/.exec(cursor.text.slice(cursor.at))?.[0];
  if (name === undefined) return undefined;
  cursor.at += name.length;
  if (!take(cursor, "(")) return { name, args: [] };
  const args: GrokArgument[] = [];
  takeSpaces(cursor);
  while (!take(cursor, ")")) {
    const arg = readArgument(cursor);
    if (arg === undefined) return undefined;
    args.push(arg);
    takeSpaces(cursor);
    if (!take(cursor, ",") && cursor.text[cursor.at] !== ")") return undefined;
    takeSpaces(cursor);
  }
  return { name, args };
}

function readArgument(cursor: Cursor): GrokArgument | undefined {
  const rest = cursor.text.slice(cursor.at);
  const quoted = /^"((?:\\.|[^"\\])*)"/.exec(rest);
  if (quoted) {
    cursor.at += quoted[0].length;
    return unescapeString(quoted[1] ?? "");
  }
  const number = /^-?\d+(\.\d+)?/.exec(rest);
  if (number) {
    cursor.at += number[0].length;
    return Number(number[0]);
  }
  return readCall(cursor);
}

/** Inside a token's quotes `\\` is a backslash and `\"` a quote, so `regex("\\d")` is the expression `\d`. */
function unescapeString(text: string): string {
  return text.replace(/\\(["\\])/g, "$1");
}
