import { DefinitionError, type Finding, finding, wordIssues } from "../../findings";
import { checkMonitorQuery } from "../../query";
import { conditionOf } from "./condition";
import type { MonitorCheckOptions, MonitorFacts } from "./facts";
import { KIND_RULES } from "./kind";
import type { MonitorDefinition } from "./monitor";
import { NOTIFY_RULES } from "./notify";
import { apiMonitorSchema } from "./schema";
import { isSaidBetter, THRESHOLD_RULES } from "./thresholds";
import { TIMING_RULES } from "./timing";
import { unknownHandles, WORD_RULES } from "./words";

const RULES = [...KIND_RULES, ...THRESHOLD_RULES, ...TIMING_RULES, ...NOTIFY_RULES, ...WORD_RULES];

/**
 * What is wrong with a monitor: its fields, its query, its options and its message together. `wrong` is what Datadog
 * refuses or what can never work, `advice` what most likely means something else. Takes any value; keys that are not known
 * here, as an API answer has them, are passed over.
 */
export function checkMonitor(definition: unknown, options: MonitorCheckOptions = {}): readonly Finding[] {
  const read = apiMonitorSchema.safeParse(definition);
  if (!read.success) {
    return wordIssues(read.error.issues, apiMonitorSchema, definition, "the monitor").map(({ path, message }) => {
      const place = path.map((step) => (typeof step === "number" ? step : String(step)));
      return finding("monitor-shape", `${message}.`, { path: place });
    });
  }
  const monitor: MonitorDefinition = read.data;
  const facts: MonitorFacts = {
    ...options,
    definition: monitor,
    options: monitor.options ?? {},
    condition: isReadable(monitor) ? conditionOf(monitor) : undefined,
  };
  const own = RULES.flatMap((rule) => rule(facts));
  const query = isReadable(monitor) ? checkMonitorQuery(facts.condition?.node ?? monitor.query, options) : [];
  return [
    ...query.filter((found) => !isSaidBetter(found, own)).map((found) => ({ ...found, path: ["query"] })),
    ...own,
  ];
}

/** A synthetic test has no query of its own, and text with `${…}` in it is made elsewhere. */
function isReadable({ type, query }: MonitorDefinition): boolean {
  return type !== "synthetics alert" && !query.includes("${");
}

/** Advice that nobody means to ignore: what it speaks of is silent when the monitor alerts. */
const REFUSED_ADVICE: readonly string[] = [
  "negative-threshold",
  "message-group",
  "message-variable",
  "unknown-handle",
  "tag-rewritten",
];

/** The findings for which a monitor that is made here is refused. */
export function refusedFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity, check }) => severity === "wrong" || REFUSED_ADVICE.includes(check));
}

/**
 * The definition itself, when it breaks no rule.
 * @param what names it in the error: `monitor "Pipeline failures"`
 * @throws DefinitionError with a line for each finding
 */
export function refuseMonitor<T extends MonitorDefinition>(
  definition: T,
  options: MonitorCheckOptions = {},
  what = `monitor "${definition.name}"`,
): T {
  return refuseFor(refusedFindings(checkMonitor(definition, options)), definition, what);
}

/**
 * The definition itself, when it names nobody who is not known.
 * @throws DefinitionError with a line for each handle
 */
export function refuseUnknownHandles<T extends MonitorDefinition>(definition: T, handles: readonly string[]): T {
  return refuseFor(unknownHandles(definition, handles), definition, `monitor "${definition.name}"`);
}

function refuseFor<T>(findings: readonly Finding[], definition: T, what: string): T {
  if (findings.length === 0) return definition;
  throw new DefinitionError(
    what,
    findings.map(({ path, message, suggestion }) => ({ path, message: withSuggestion(message, suggestion) })),
  );
}

/** A sentence and, where one is known, what was most likely meant. */
export function withSuggestion(message: string, suggestion: string | undefined): string {
  return suggestion === undefined ? message : `${message} Did you mean "${suggestion}"?`;
}
