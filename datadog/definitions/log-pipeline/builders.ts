import { asserted, type Finding, finding } from "../../findings";
import { grokParser } from "./grok/index";
import type { GrokParser, LogProcessor, NestedLogProcessor } from "./processors";

/** One grok rule and a line that it is for. */
export interface GrokRuleSpec {
  /** Letters, digits, `_` and `.`. */
  readonly name: string;
  /** A regular expression with tokens `%{matcher:attribute:filter}` that must match the whole line. */
  readonly pattern: string;
  /** A real line; it is tested when the parser is created, and shown next to the rules in Datadog. */
  readonly sample: string;
}

export interface GrokSpec {
  readonly name: string;
  /** The attribute that is parsed. @default "message" */
  readonly source?: string;
  /** Patterns that the rules use by name, `%{name}`. @default none */
  readonly helpers?: Readonly<Record<string, string>>;
  /** Tried in order; the first rule that matches a line parses it. At most five, because Datadog keeps five samples. */
  readonly rules: readonly GrokRuleSpec[];
}

/**
 * A grok parser in which each rule matches its own sample.
 * @throws DefinitionError when a rule is invalid, or a sample is matched by another rule or none
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/
 */
export function grok({ name, source = "message", helpers = {}, rules }: GrokSpec): GrokParser {
  const lines = (entries: readonly (readonly [string, string])[]) => entries.map((entry) => entry.join(" ")).join("\n");
  const match_rules = lines(rules.map((rule) => [rule.name, rule.pattern]));
  const support_rules = lines(Object.entries(helpers));
  const parser = grokParser({ match_rules, support_rules });
  const broken = parser.problems.map(({ message }) => finding("grok-rule", message));
  const findings: readonly Finding[] =
    broken.length > 0 ? broken : rules.flatMap((rule) => sampleFindings(rule, parser.parse(rule.sample)?.rule));
  const samples = rules.map(({ sample }) => sample);
  return asserted(
    `grok parser "${name}"`,
    { type: "grok-parser", name, is_enabled: true, source, samples, grok: { match_rules, support_rules } },
    findings,
  );
}

function sampleFindings({ name, sample }: GrokRuleSpec, taken: string | undefined): Finding[] {
  if (taken === name) return [];
  const by = taken === undefined ? "no rule matches it" : `the rule "${taken}" matches it first`;
  const message = `The sample of rule "${name}" is not matched by that rule: ${by}: ${JSON.stringify(sample)}.`;
  return [finding("grok-sample", message)];
}

type Remapper = "date" | "message" | "service" | "span-id" | "status" | "trace-id";

const PURPOSE: Readonly<Record<Remapper, string>> = {
  date: "date of the log",
  message: "message of the log",
  service: "service of the log",
  "span-id": "span of the log",
  status: "status of the log",
  "trace-id": "trace of the log",
};

/**
 * Makes the first attribute that a log has the official date, message, service, span, status or trace of the log.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/
 */
export function remap(what: Remapper, ...sources: readonly [string, ...string[]]): NestedLogProcessor {
  const name = `${sources.join(", ")}: the ${PURPOSE[what]}`;
  return { type: `${what}-remapper`, name, is_enabled: true, sources };
}

/**
 * Copies the first attribute that a log has to another one, unless that is set already.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/?tab=ui#remapper
 */
export function copy(sources: readonly string[], target: string): NestedLogProcessor {
  return {
    type: "attribute-remapper",
    name: `${sources.join(", ")} as ${target}`,
    is_enabled: true,
    sources,
    source_type: "attribute",
    target,
    target_type: "attribute",
    preserve_source: true,
    override_on_conflict: false,
  };
}

/**
 * Sets an attribute to the name of the first search that a log matches.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/?tab=ui#category-processor
 */
export function categorize(target: string, searches: Readonly<Record<string, string>>): NestedLogProcessor {
  const categories = Object.entries(searches).map(([name, query]) => ({ name, filter: { query } }));
  return { type: "category-processor", name: `Set ${target}`, is_enabled: true, categories, target };
}

/** Steps under a name of their own, for the logs that a search takes. */
export function nested(name: string, query: string, processors: readonly NestedLogProcessor[]): LogProcessor {
  return { type: "pipeline", name, is_enabled: true, filter: { query }, processors };
}
