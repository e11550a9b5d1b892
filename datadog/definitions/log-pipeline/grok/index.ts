import { isObject } from "../../../json";
import type { Field, GrokRuleCompiled } from "./compile";
import { compileRules } from "./compile";
import { applyFilter } from "./filters";
import type { GrokProblem, GrokRules } from "./syntax";

export type { GrokProblem, GrokRules };

/** What a grok parser made of a line: the first rule that took it, and the attributes that it set. */
export interface GrokMatch {
  readonly rule: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * A grok parser, ready to be tried on lines as Datadog would: the first rule that takes the whole line wins; attributes
 * with dots nest; null and empty values are left out.
 */
export interface Grok {
  /** What is wrong with the rules; empty when all of them can be used. */
  readonly problems: readonly GrokProblem[];
  /**
   * @param year the year of dates that name none
   * @default 1970
   */
  readonly parse: (line: string, year?: number) => GrokMatch | undefined;
}

/**
 * Compiles grok rules. Regular expressions are JavaScript's, with Datadog's atomic groups `(?>…)` added; what else the
 * two dialects have apart is a problem of the rule.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/
 */
export function grokParser(rules: GrokRules): Grok {
  const { compiled, problems } = compileRules(rules);
  return {
    problems,
    parse: (line, year = 1970) => {
      for (const rule of compiled) {
        const attributes = apply(rule, line, year);
        if (attributes) return { rule: rule.name, attributes };
      }
      return undefined;
    },
  };
}

function apply(rule: GrokRuleCompiled, line: string, year: number): Record<string, unknown> | undefined {
  const match = rule.pattern.exec(line);
  if (!match) return undefined;
  const { groups = {} } = match;
  const attributes: Record<string, unknown> = {};
  for (const field of rule.fields) {
    const text = groups[field.group];
    if (text === undefined) continue;
    assign(attributes, field, fieldValue(field, text, year));
  }
  return attributes;
}

function fieldValue({ convert, filter }: Field, text: string, year: number): unknown {
  const value = convert ? convert(text, year) : text;
  return filter && value !== undefined ? applyFilter(filter, value) : value;
}

function assign(attributes: Record<string, unknown>, { extract, filter }: Field, value: unknown): void {
  if (value === undefined || value === null || value === "") return;
  if (extract !== "") put(attributes, extract.split("."), value);
  else if (filter && isObject(value)) for (const [key, item] of Object.entries(value)) put(attributes, [key], item);
}

function put(into: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  const known = Object.hasOwn(into, key) ? into[key] : undefined;
  if (rest.length > 0) {
    const inner = isObject(known) ? known : {};
    define(into, key, inner);
    put(inner, rest, value);
  } else if (known === undefined) define(into, key, value);
  else into[key] = Array.isArray(known) ? [...known, value] : [known, value];
}

/** A plain assignment to `__proto__` would set the prototype. */
function define(into: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}
