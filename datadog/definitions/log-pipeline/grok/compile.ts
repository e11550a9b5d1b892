import { nearest } from "../../../findings";
import { FILTER_NAMES } from "./filters";
import { MATCHERS, matcherOf } from "./matchers";
import { type GrokCall, type GrokProblem, type GrokRule, type GrokRules, type GrokToken, readRules } from "./syntax";

/** One attribute of a rule: which group of the expression holds it, and what becomes of the text. */
export interface Field {
  readonly group: string;
  readonly extract: string;
  readonly convert?: (text: string, year: number) => unknown;
  readonly filter?: GrokCall;
}

export interface GrokRuleCompiled {
  readonly name: string;
  /** Anchored at both ends; `.` takes newlines too. */
  readonly pattern: RegExp;
  readonly fields: readonly Field[];
}

/** Compiles every match rule; those with a problem are left out and told of. */
export function compileRules(rules: GrokRules): {
  compiled: readonly GrokRuleCompiled[];
  problems: readonly GrokProblem[];
} {
  const helpers = readRules(rules.support_rules, "support_rules");
  const matches = readRules(rules.match_rules, "match_rules");
  const problems = [...helpers.problems, ...matches.problems];
  if (matches.rules.length === 0 && matches.problems.length === 0) {
    problems.push({ field: "match_rules", message: "the grok parser has no match rule, so it would parse nothing" });
  }
  const twice = duplicates([...helpers.rules, ...matches.rules]);
  problems.push(
    ...twice.map((name) => ({
      field: "match_rules" as const,
      message: `two grok rules are named "${name}": give each rule and helper its own name`,
    })),
  );
  const known = new Map(helpers.rules.map((rule) => [rule.name, rule]));
  for (const rule of helpers.rules) tryCompile(rule, known, problems, "support_rules");
  const compiled: GrokRuleCompiled[] = [];
  for (const rule of matches.rules) {
    if (twice.includes(rule.name)) continue;
    const done = tryCompile(rule, known, problems, "match_rules");
    if (done) compiled.push(done);
    // A match rule may refer to the match rules above it.
    if (!known.has(rule.name)) known.set(rule.name, rule);
  }
  return { compiled, problems };
}

function duplicates(rules: readonly GrokRule[]): string[] {
  const names = rules.map((rule) => rule.name);
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

class RuleProblem extends Error {
  constructor(
    message: string,
    readonly suggestion?: string,
  ) {
    super(message);
  }
}

function tryCompile(
  rule: GrokRule,
  known: ReadonlyMap<string, GrokRule>,
  problems: GrokProblem[],
  field: GrokProblem["field"],
): GrokRuleCompiled | undefined {
  try {
    return compileRule(rule, known);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const suggestion = error instanceof RuleProblem ? error.suggestion : undefined;
    problems.push({ field, message: `rule "${rule.name}": ${error.message}`, ...(suggestion && { suggestion }) });
    return undefined;
  }
}

function compileRule(rule: GrokRule, known: ReadonlyMap<string, GrokRule>): GrokRuleCompiled {
  const fields: Field[] = [];
  const source = sourceOf(rule, { known, fields, stack: [rule.name] });
  try {
    return { name: rule.name, pattern: new RegExp(`^(?:${atomic(source)})$`, "s"), fields };
  } catch (error) {
    throw new RuleProblem(`not a regular expression: ${(error as Error).message.replace(/^.*: /, "")}`);
  }
}

interface Context {
  readonly known: ReadonlyMap<string, GrokRule>;
  readonly fields: Field[];
  readonly stack: readonly string[];
}

function sourceOf(rule: GrokRule, context: Context): string {
  return rule.parts.map((part) => (typeof part === "string" ? part : tokenSource(part, context))).join("");
}

function tokenSource(token: GrokToken, context: Context): string {
  const { matcher, extract, filter } = token;
  if (filter && !FILTER_NAMES.includes(filter.name)) throw unknown("filter", filter.name, FILTER_NAMES);
  const capture = extract !== "" || filter !== undefined;
  const group = `grok${context.fields.length}`;
  const index = capture ? context.fields.push({ group, extract, filter }) - 1 : -1;
  const helper = context.known.get(matcher.name);
  if (helper) {
    const inner = helperSource(helper, context);
    return capture ? `(?<${group}>${inner})` : inner;
  }
  if (!MATCHERS.includes(matcher.name)) {
    throw unknown("matcher or rule above it", matcher.name, [...MATCHERS, ...context.known.keys()]);
  }
  const { pattern, convert } = matcherOf(matcher);
  if (!capture) return pattern;
  context.fields[index] = { group, extract, filter, convert };
  return `(?<${group}>${pattern})`;
}

function helperSource(helper: GrokRule, context: Context): string {
  if (context.stack.includes(helper.name)) {
    throw new RuleProblem(`refers to itself through ${[...context.stack, helper.name].join(" → ")}`);
  }
  return sourceOf(helper, { ...context, stack: [...context.stack, helper.name] });
}

function unknown(what: string, name: string, allowed: readonly string[]): RuleProblem {
  const near = nearest(name, allowed);
  const hint = near === undefined ? "" : `: did you mean "${near}"?`;
  return new RuleProblem(`"${name}" is not a ${what}${hint}`, near);
}

/** JavaScript has no atomic groups: a lookahead that captures, and a reference to what it took, are the same. */
function atomic(source: string): string {
  const open: (number | undefined)[] = [];
  let count = 0;
  return source.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?>|\(|\)/gs, (piece) => {
    if (piece === "(?>") {
      open.push(count);
      count += 1;
      return `(?=(?<atomic${count - 1}>`;
    }
    if (piece === "(") open.push(undefined);
    if (piece !== ")") return piece;
    const group = open.pop();
    return group === undefined ? ")" : `))\\k<atomic${group}>`;
  });
}
