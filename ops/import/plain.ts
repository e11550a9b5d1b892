import { type Code, call, exported, json, object, value } from "../../datadog/code";
import { declared } from "../../datadog/definitions";
import { wordIssues } from "../../datadog/findings";
import { isObject, type JsonObject, listOf, objectOf, without } from "../../datadog/json";
import type { Environment } from "../../environments/schema";
import { type CodeFile, DEFINITIONS_MODULE } from "./code-file";
import { IMPORTED_KINDS } from "./kinds";
import { NotTaken, type Taken } from "./taken";

/** Kinds whose code is one call: no environment adds anything to them. */
export type PlainKind = "logPipeline" | "logsMetric" | "spansMetric";

/**
 * An object of a plain kind as it is declared.
 * @throws NotTaken for what has another shape than it is known to have
 */
export function takenPlain(kind: PlainKind, found: JsonObject): Taken<JsonObject> {
  const { of } = IMPORTED_KINDS[kind];
  const definition = declared(of.given, found);
  const { error } = of.schema().safeParse(definition, { reportInput: true });
  if (error === undefined) return { definition, notes: [] };
  const [first] = wordIssues(error.issues, of.schema() as never, definition, `the ${of.name}`);
  throw new NotTaken(first?.message ?? "it has another shape than Datadog's API documents");
}

/** Why an environment does not deploy a kind: organizations share these objects, and one environment declares them. */
export function notDeployed(kind: PlainKind, environment: Environment | undefined): string[] {
  if (environment === undefined) return [];
  const { name, logs, traces } = environment;
  const isOn = kind === "spansMetric" ? traces?.enabled && traces.spansMetrics : logs?.enabled;
  const setting = kind === "spansMetric" ? "traces.spansMetrics" : "logs.enabled";
  return isOn ? [] : [`${name} does not deploy it: set ${setting} in its file, or name the environment that does`];
}

/** The file of an object of a plain kind. */
export function plainCode(
  kind: PlainKind,
  definition: JsonObject,
  { name, path }: { readonly name: string; readonly path: string },
): CodeFile {
  const file = { path, name, constants: [] };
  if (kind === "logPipeline") {
    const { is_enabled: isEnabled, ...rest } = definition;
    const fields = without(rest, ...emptyIn(rest));
    const whole = json(isEnabled === false ? { ...fields, is_enabled: false } : fields) as Code & { kind: "object" };
    const description = `The log pipeline "${String(definition.name)}".`;
    return { ...file, description, result: call(ofDefinitions("logPipeline"), { ...whole, isOpen: true }) };
  }
  const description = `The metric ${String(definition.id)}, which Datadog generates from ${kind === "logsMetric" ? "logs" : "spans"}.`;
  const spec = specOf(definition);
  if (spec !== undefined) return { ...file, description, result: call(ofDefinitions(kind), spec) };
  const type = kind === "logsMetric" ? "LogsMetricDefinition" : "SpansMetricDefinition";
  return { ...file, description, types: [type], returns: type, result: json(definition) };
}

const ofDefinitions = (name: string): Code => exported(DEFINITIONS_MODULE, name);

/** Fields that say nothing. */
const emptyIn = (fields: JsonObject) =>
  Object.keys(fields).filter((key) => Array.isArray(fields[key]) && fields[key].length === 0);

/** What a generated metric measures, as its maker takes it; nothing where the maker would make another. */
function specOf({ id, attributes }: JsonObject): Code | undefined {
  const { compute, filter, group_by: groups, ...others } = objectOf(attributes);
  const { aggregation_type: type, path, include_percentiles: percentiles } = objectOf(compute);
  const isCount = type === "count" && path === undefined;
  const isDistribution = type === "distribution" && typeof path === "string" && percentiles === true;
  const tags = listOf(groups).filter(isObject);
  const names = tags.map(({ tag_name: tag }) => tag);
  const hasNames = names.every((tag) => typeof tag === "string") && new Set(names).size === names.length;
  if ((!isCount && !isDistribution) || !hasNames || Object.keys(others).length > 0) return undefined;
  const groupBy = Object.fromEntries(tags.map((group) => [String(group.tag_name), value(String(group.path))]));
  return object(
    {
      name: value(String(id)),
      query: value(String(objectOf(filter).query ?? "*")),
      measure: isDistribution ? value(path) : undefined,
      groupBy: tags.length === 0 ? undefined : object(groupBy),
    },
    true,
  );
}
