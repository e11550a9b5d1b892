import { type DashboardDefinition, type MonitorDefinition, queriesOf } from "../datadog/definitions";
import { parseMetricQuery, parseMonitorQuery, type QueryNode } from "../datadog/query";
import type { Environment } from "../environments/schema";
import { dashboardsOf } from "./dashboards";
import type { ShippedQuery } from "./metric-definitions";
import { monitorsOf } from "./monitors";

/** Every query of metrics that is shipped: those of the environment's monitors and dashboards. */
export function shippedQueries(environment: Environment): ShippedQuery[] {
  return [
    ...[...monitorsOf(environment).values()].flatMap(queriesOfMonitor),
    ...[...dashboardsOf(environment).values()].flatMap(queriesOfDashboard),
  ];
}

/** The query of a monitor; none for one that the language cannot read, which its own checks refuse. */
export function queriesOfMonitor({ name, query }: MonitorDefinition): ShippedQuery[] {
  return shipped(`monitor "${name}"`, query, parseMonitorQuery(query));
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
  parsed: { readonly ok: boolean; readonly node?: QueryNode },
  variables?: Readonly<Record<string, string>>,
): ShippedQuery[] {
  return parsed.node === undefined ? [] : [{ where, text, node: parsed.node, variables }];
}
