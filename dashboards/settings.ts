import { anyOf, errorStatus } from "../metrics/components";
import { errorRate } from "../monitors/error-rate";
import { failure } from "../monitors/failure";
import { slowStage } from "../monitors/slow-stage";

/** What differs between the dashboards of two environments. */
export interface DashboardSettings {
  /** The thresholds that charts draw: those of the environment's monitors. @default those of monitors/ */
  readonly monitors?: {
    readonly failure?: Parameters<typeof failure>[0];
    readonly slowStage?: Parameters<typeof slowStage>[0];
    readonly errorRate?: Parameters<typeof errorRate>[0];
  };
  /** The tags by which the pipeline's monitors are found, beside `env`. @default service:data-pipeline */
  readonly monitorTags?: readonly string[];
}

/** The pipeline's monitors, with the thresholds of the environment. */
export function monitorsOf({ monitors = {} }: DashboardSettings) {
  return {
    failure: failure(monitors.failure),
    slowStage: slowStage(monitors.slowStage),
    errorRate: errorRate(monitors.errorRate),
  };
}

/** The error logs of the pipeline's components, in the explorers' search syntax. */
export const errorLogs = `service:${anyOf("service")} status:${errorStatus}`;

/** The spans of the pipeline's components that failed; a span has no other status than ok and error. */
export const failedSpans = `service:${anyOf("service")} status:error`;
