import type { MonitorDefinition } from "../datadog/definitions";
import { anyOf, errorStatus } from "../metrics/components";
import type { MonitorName } from "../monitors";

/** What differs between the dashboards of two environments. */
export interface DashboardSettings {
  /** The environment's monitors by name, whose thresholds charts draw. One that is switched off is absent. @default none */
  readonly monitors?: { readonly [name in MonitorName]?: MonitorDefinition };
  /** The tags by which the pipeline's monitors are found, beside `env`. @default service:data-pipeline */
  readonly monitorTags?: readonly string[];
}

/** The error logs of the pipeline's components, in the explorers' search syntax. */
export const errorLogs = `service:${anyOf("service")} status:${errorStatus}`;

/** The spans of the pipeline's components that failed; a span has no other status than ok and error. */
export const failedSpans = `service:${anyOf("service")} status:error`;
