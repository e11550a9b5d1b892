import type { MonitorDefinition, SloDefinition } from "../datadog/definitions";
import { caretLines } from "../datadog/findings";
import { type MetricQuery, type parseFormula, parseMetricQuery, parseMonitorQuery, walk } from "../datadog/query";
import { AlertingError } from "../datadog/sandbox/alerting";

type Parsed = ReturnType<typeof parseMonitorQuery | typeof parseMetricQuery | typeof parseFormula>;

/** The metrics that a monitor's query names, each once; those of a formula's queries too. */
export function metricQueriesOf({ query, options }: MonitorDefinition): readonly MetricQuery[] {
  const variables = (options?.variables ?? []).flatMap(({ data_source: source, query }) =>
    source === "metrics" && typeof query === "string" ? [parseMetricQuery(query)] : [],
  );
  return [parseMonitorQuery(query), ...variables].flatMap(metricsIn);
}

/**
 * Refuses a monitor whose query cannot be read.
 * @throws AlertingError with the place in the query
 */
export function refuseUnreadable({ name, query, type }: MonitorDefinition): void {
  if (type === "synthetics alert") return;
  const parsed = parseMonitorQuery(query);
  if (parsed.ok) return;
  const [first] = parsed.errors;
  const excerpt = caretLines(query, first!.range).replace(/^/gm, "  ");
  throw new AlertingError(`monitor "${name}": ${first!.message}\n${excerpt}`, first!.range);
}

/** The names of the metrics that an SLO is measured by. */
export function sloMetrics({ query, sli_specification: specification }: SloDefinition): readonly string[] {
  const queries = [
    ...(query ? [query.numerator, query.denominator] : []),
    ...(specification && "count" in specification ? specification.count.queries.map(({ query }) => query) : []),
    ...(specification && "time_slice" in specification
      ? specification.time_slice.query.queries.map(({ query }) => query)
      : []),
  ];
  return namesOf(queries.flatMap((text) => metricsIn(parseMetricQuery(text))));
}

/** Each name once. */
export const namesOf = (queries: readonly MetricQuery[]): readonly string[] => [
  ...new Set(queries.map(({ metric }) => metric)),
];

/** The service check that a monitor is about. */
export function checkOf({ query }: MonitorDefinition): string | undefined {
  const parsed = parseMonitorQuery(query);
  return parsed.ok && parsed.node.kind === "serviceCheck" ? parsed.node.check : undefined;
}

/** The id of the SLO that a monitor is about. */
export function sloOf({ query }: MonitorDefinition): string | undefined {
  const parsed = parseMonitorQuery(query);
  return parsed.ok && parsed.node.kind === "sloAlert" ? parsed.node.slo : undefined;
}

function metricsIn(parsed: Parsed): MetricQuery[] {
  const found: MetricQuery[] = [];
  if (parsed.ok) walk(parsed.node, { metric: (metric) => void found.push(metric) });
  return found;
}
