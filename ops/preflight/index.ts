/** Whether an account takes what is about to be deployed, asked without changing anything. */
export { advice, byKind, type Finding, type Findings, passed, problem, unknown } from "./finding";
export { keyFinding } from "./key";
export { type PreflightRequest, preflight } from "./preflight";
export { preflightLines } from "./report";
export { type DatadogRequest, requestOf } from "./request";
export { type NeededResource, resourcesIn } from "./resources";
export { type Target, targetOf, targetText } from "./target";
