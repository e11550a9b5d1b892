import { asserted, type Finding } from "../../findings";
import { isObject } from "../../json";
import { checkMonitorQuery, type MonitorQuery, nodesOf } from "../../query";
import { accepts } from "../accepts";
import type { CheckOptions, KnownSlo } from "../kind";
import { linksIn, withLinks } from "../links";
import { notesOf } from "../notes";
import { shapeFindings } from "../shape";
import { isMistyped, unknownKeys } from "../unknown-keys";
import { ANOMALY_RULES } from "./anomaly";
import { conditionOf, conditionWith } from "./condition";
import type { MonitorFacts } from "./facts";
import { monitorGiven } from "./given";
import { KIND_RULES } from "./kind";
import { NOTIFY_RULES } from "./notify";
import { SCHEDULE_RULES } from "./schedule";
import type { MonitorDefinition } from "./schema";
import { apiMonitorSchema } from "./schema";
import { SLO_RULES } from "./slo-alert";
import { isSaidBetter, THRESHOLD_RULES } from "./thresholds";
import { TIMING_RULES } from "./timing";
import { TYPE_RULES } from "./type-options";
import { unknownHandles, WORD_RULES } from "./words";

const RULES = [
  ...KIND_RULES,
  ...TYPE_RULES,
  ...THRESHOLD_RULES,
  ...TIMING_RULES,
  ...SCHEDULE_RULES,
  ...ANOMALY_RULES,
  ...SLO_RULES,
  ...NOTIFY_RULES,
  ...WORD_RULES,
];

/**
 * What is wrong with a monitor: its fields, its query, its options and its message together. `wrong` is what Datadog
 * refuses or what can never work, `advice` what most likely means something else. Takes any value; keys that are not known
 * here are ignored, as an API answer has them, unless they are near to a known one.
 */
export function checkMonitor(definition: unknown, options: CheckOptions = {}): readonly Finding[] {
  const before = isPlain(options) && isObject(definition) ? CHECKED.get(definition) : undefined;
  if (before !== undefined && before.text === JSON.stringify(definition)) return before.findings;
  return findingsIn(definition, options);
}

/** @param made the tree of the query, which says nothing of places in its text @default the text is read */
function findingsIn(definition: unknown, options: CheckOptions, made?: MonitorQuery): readonly Finding[] {
  const read = readMonitor(definition);
  const keys = keyFindings(definition, options);
  if (read === undefined) {
    return [...shapeFindings(apiMonitorSchema, definition, "the monitor", "monitor-shape"), ...keys];
  }
  const monitor = withNumbers(read);
  const linked = linksIn(read.query);
  const facts: MonitorFacts = {
    ...options,
    // an SLO that is named by value is known
    slo: (id) => options.slo?.(id) ?? (linked[Number(id) - 1] as KnownSlo | undefined),
    definition: monitor,
    options: monitor.options ?? {},
    condition: !isReadable(monitor) ? undefined : made ? conditionWith(made, monitor) : conditionOf(monitor),
  };
  const own = RULES.flatMap((rule) => rule(facts));
  const asked = { catalog: options.catalog, evaluationDelay: monitor.options?.evaluation_delay ?? 0 };
  const query = isReadable(monitor) ? checkMonitorQuery(facts.condition?.node ?? monitor.query, asked) : [];
  return [
    ...keys,
    ...query.filter((found) => !isSaidBetter(found, own)).map((found) => ({ ...found, path: ["query"] })),
    ...own,
  ];
}

/**
 * What was found in a monitor where it was made: its construct asks the same again. The text says whether it is still the
 * same monitor.
 */
const CHECKED = new WeakMap<object, { readonly text: string; readonly findings: readonly Finding[] }>();

/** Every option that findings depend on. */
const OPTIONS: Readonly<Record<keyof CheckOptions, true>> = {
  catalog: true,
  handles: true,
  slo: true,
  unknownKeys: true,
};

const isPlain = (options: CheckOptions) =>
  Object.keys(OPTIONS).every((name) => options[name as keyof CheckOptions] === undefined);

/** Options that Datadog answers, and that old monitors have. */
const FURTHER_KEYS = ["aggregation", "avalanche_window", "device_ids", "synthetics_check_id", "metadata"];

const ANSWERED = [...monitorGiven.fields, ...FURTHER_KEYS.map((name) => `options.${name}`)];

function keyFindings(definition: unknown, { unknownKeys: which = "near" }: CheckOptions): readonly Finding[] {
  const findings = unknownKeys(apiMonitorSchema, definition, { also: ANSWERED });
  return which === "all" ? findings : findings.filter(isMistyped);
}

/** The monitor that a value is; nothing where a field has a wrong type. */
function readMonitor(definition: unknown): MonitorDefinition | undefined {
  if (accepts(apiMonitorSchema, definition)) return definition as MonitorDefinition;
  return apiMonitorSchema.safeParse(definition).data;
}

/** With a number, as Datadog's ids are, in the place of each link to another object. */
function withNumbers(monitor: MonitorDefinition): MonitorDefinition {
  const linked = linksIn(monitor.query);
  if (linked.length === 0) return monitor;
  return { ...monitor, query: withLinks(monitor.query, (target) => String(linked.indexOf(target) + 1)) };
}

/** A synthetic test has no query of its own, and text with `${…}` in it is made elsewhere. */
function isReadable({ type, query }: MonitorDefinition): boolean {
  return type !== "synthetics alert" && !query.includes("${");
}

/**
 * The definition itself, when it breaks no rule.
 * @param made the tree that its query was printed from @default the query is read
 * @throws DefinitionError with a line for each finding
 */
export function assertedMonitor<T extends MonitorDefinition>(
  definition: T,
  options: CheckOptions = {},
  made?: MonitorQuery,
): T {
  const { ignore } = notesOf(definition);
  // Places in the query matter only where something is wrong.
  const isWhole = made !== undefined && !nodesOf(made).some(({ kind }) => kind === "raw");
  const isFine = isWhole && findingsIn(definition, options, made).length === 0;
  const findings = isFine ? [] : checkMonitor(definition, options);
  asserted(
    `monitor "${definition.name}"`,
    definition,
    findings.filter(({ check }) => !ignore.some((each) => each.check === check)),
  );
  if (isPlain(options)) CHECKED.set(definition, { text: JSON.stringify(definition), findings });
  return definition;
}

/**
 * The definition itself, when it names no unknown handle.
 * @throws DefinitionError with a line for each handle
 */
export function assertedHandles<T extends MonitorDefinition>(definition: T, handles: readonly string[]): T {
  return asserted(`monitor "${definition.name}"`, definition, unknownHandles(definition, handles));
}
