import type { DashboardDefinition, MonitorDefinition, SloDefinition } from "../datadog/definitions";
import { anyOf, errorStatus } from "../metrics/components";
import type { MonitorName } from "../monitors";
import type { SloName } from "../slos";

/** What differs between the dashboards of two environments. */
export interface DashboardSettings {
  /** The environment's monitors by name, whose thresholds charts draw. One that is switched off is absent. @default none */
  readonly monitors?: { readonly [name in MonitorName]?: MonitorDefinition };
  /** The tags by which the pipeline's monitors and SLOs are found, beside `env`. @default service:data-pipeline */
  readonly monitorTags?: readonly string[];
  /** The environment's SLOs by name, whose targets and burn rates are drawn. @default none */
  readonly slos?: { readonly [name in SloName]?: SloDefinition };
  /** Whether Datadog generates metrics from spans: without them their charts would stay empty. @default false */
  readonly spansMetrics?: boolean;
  /** The dashboards that are listed below this one, by name, for links to them. @default links search for their titles */
  readonly dashboards?: Readonly<Record<string, DashboardDefinition>>;
}

/** Everything of the pipeline's components, in the explorers' search syntax. */
export const ofComponents = `service:${anyOf("service")}`;

/** The error logs of the pipeline's components. */
export const errorLogs = `${ofComponents} status:${errorStatus}`;

/** The spans of the pipeline's components that failed; a span has no other status than ok and error. */
export const failedSpans = `${ofComponents} status:error`;

/**
 * Deployments, which whoever deploys reports as events with these tags (the README says how): drawn over charts.
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#event-overlay
 */
export const deployments = ["event:deployment version:*"];
