export { compares } from "./decide";
export { type Downtime, downtimeOf } from "./downtimes";
export { AlertingError } from "./error";
export { type AlertingMonitor, type AlertingMonitorOptions, alertingMonitor } from "./monitor";
export type { Rules } from "./rules";
export type { AlertingInputs } from "./sources/source";
export { type Step, step } from "./step";
export { type Minutes, timeline } from "./timeline";
export * from "./types";
