import { conditionOf, type MonitorDefinition, type SloDefinition, sloQueries } from "../datadog/definitions";
import { caretLines } from "../datadog/findings";
import { type MetricQuery, type MonitorQuery, metricsIn, parseMetricQuery, parseMonitorQuery } from "../datadog/query";
import { AlertingError } from "../datadog/sandbox/alerting";

/** The metrics that a monitor's query names, each once; those of a formula's queries too. */
export function metricQueriesOf(definition: MonitorDefinition): readonly MetricQuery[] {
  const variables = (definition.options?.variables ?? []).flatMap(({ data_source: source, query }) =>
    source === "metrics" && typeof query === "string" ? metricsOf(query) : [],
  );
  const node = nodeOf(definition);
  return node ? [...metricsIn(node), ...variables] : variables;
}

/**
 * Refuses a monitor whose query cannot be read.
 * @throws AlertingError with the place in the query
 */
export function refuseUnreadable(definition: MonitorDefinition): void {
  const { name, query, type } = definition;
  if (type === "synthetics alert" || nodeOf(definition)) return;
  const parsed = parseMonitorQuery(query);
  if (parsed.ok) return;
  const [first] = parsed.errors;
  const excerpt = caretLines(query, first!.range).replace(/^/gm, "  ");
  throw new AlertingError(`monitor "${name}": ${first!.message}\n${excerpt}`, first!.range);
}

/** The names of the metrics that an SLO is measured by. */
export function sloMetrics(slo: SloDefinition): readonly string[] {
  return namesOf(sloQueries(slo).flatMap(metricsOf));
}

/** Each name once. */
export const namesOf = (queries: readonly MetricQuery[]): readonly string[] => [
  ...new Set(queries.map(({ metric }) => metric)),
];

/** The service check that a monitor is about. */
export function checkOf(definition: MonitorDefinition): string | undefined {
  const node = nodeOf(definition);
  return node?.kind === "serviceCheck" ? node.check : undefined;
}

/** The id of the SLO that a monitor is about. */
export function sloOf(definition: MonitorDefinition): string | undefined {
  const node = nodeOf(definition);
  return node?.kind === "sloAlert" ? node.slo : undefined;
}

/** A monitor's query, read; nothing where it cannot be. */
const nodeOf = (definition: MonitorDefinition): MonitorQuery | undefined => conditionOf(definition)?.node;

function metricsOf(text: string): readonly MetricQuery[] {
  const parsed = parseMetricQuery(text);
  return parsed.ok ? metricsIn(parsed.node) : [];
}
