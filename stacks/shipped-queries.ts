import {
  conditionOf,
  type DashboardDefinition,
  type MonitorDefinition,
  queriesOf,
  type SloDefinition,
  sloQueries,
  type TagConfigurationDefinition,
  tagsUsed,
} from "../datadog/definitions";
import { type DeclaredMetric, parseMetricQuery, type QueryNode } from "../datadog/query";
import type { Listed } from "./listed";
import { KEPT_TAGS } from "./metric-definitions";

/** A query that is shipped, and what carries it: `monitor "Pipeline failures"`. */
export interface ShippedQuery {
  readonly where: string;
  readonly text: string;
  readonly node: QueryNode;
  /** The tag of each template variable of the dashboard. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Every query of metrics that is shipped: those of the monitors, dashboards and SLOs. */
export function shippedQueries(
  monitors: readonly Listed<MonitorDefinition>[],
  dashboards: readonly Listed<DashboardDefinition>[],
  slos: readonly Listed<SloDefinition>[] = [],
): ShippedQuery[] {
  return [
    ...monitors.flatMap(({ definition }) => queriesOfMonitor(definition)),
    ...dashboards.flatMap(({ definition }) => queriesOfDashboard(definition)),
    ...slos.flatMap(({ definition }) => queriesOfSlo(definition)),
  ];
}

/** The query of a monitor; none for one that the language cannot read, which its own checks refuse. */
export function queriesOfMonitor(monitor: MonitorDefinition): ShippedQuery[] {
  return shipped(`monitor "${monitor.name}"`, monitor.query, conditionOf(monitor) ?? {});
}

/** The queries that an SLO is measured by; none of one over monitors. */
function queriesOfSlo(slo: SloDefinition): ShippedQuery[] {
  return sloQueries(slo).flatMap((text) => shipped(`SLO "${slo.name}"`, text, parseMetricQuery(text)));
}

/** The queries of a dashboard that read metrics, with what its template variables stand for. */
export function queriesOfDashboard(dashboard: DashboardDefinition): ShippedQuery[] {
  const variables = Object.fromEntries(
    (dashboard.template_variables ?? []).flatMap(({ name, prefix }) => (prefix ? [[name, prefix] as const] : [])),
  );
  return queriesOf(dashboard)
    .filter(({ language }) => language === "metrics")
    .flatMap(({ text, widget }) =>
      shipped(
        `widget "${widget.title ?? widget.type}" of dashboard "${dashboard.title}"`,
        text,
        parseMetricQuery(text),
        variables,
      ),
    );
}

function shipped(
  where: string,
  text: string,
  parsed: { readonly node?: QueryNode; readonly ok?: boolean },
  variables?: Readonly<Record<string, string>>,
): ShippedQuery[] {
  return parsed.node === undefined ? [] : [{ where, text, node: parsed.node, variables }];
}

/**
 * Holds the shipped queries against the tag configurations: a configuration is an allowlist, and a query of a tag that it
 * leaves out would be refused by Datadog only once it is deployed.
 * @throws Error one line a query, naming it, the metric, the key and the fix
 */
export function refuseTagsLeftOut(
  queries: readonly ShippedQuery[],
  configurations: readonly TagConfigurationDefinition[],
  metrics: readonly DeclaredMetric[],
): void {
  const allowed = new Map(configurations.map(({ id, attributes }) => [id, attributes.tags]));
  const wrong = queries.flatMap(({ where, text, node, variables }) =>
    tagsUsed(node, variables)
      .filter(({ metric, key }) => allowed.get(metric)?.includes(key) === false)
      .map(
        ({ metric, key }) => `${where} queries ${metric} by the tag "${key}", ${reason(metric, key, metrics)}: ${text}`,
      ),
  );
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("\n"));
}

function reason(name: string, key: string, metrics: readonly DeclaredMetric[]): string {
  const metric = metrics.find((each) => each.name === name);
  return metric?.unbounded.includes(key)
    ? `which is unbounded and left out of its tag configuration: remove it from the query, or add it to metrics.unboundedTags of the environment`
    : `which its tag configuration does not have (${[...(metric?.tags ?? []), ...KEPT_TAGS].join(", ")}): fix the query, or add the tag to the metric in metrics/`;
}
