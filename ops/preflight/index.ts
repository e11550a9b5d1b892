/** Whether an account takes what is about to be deployed, asked without changing anything. */
export { type PreflightRequest, type PreflightResult, preflight } from "./preflight";
export { preflightLines } from "./report";
export { type DatadogRequest, requestOf } from "./request";
export { type NeededResource, resourcesIn } from "./resources";
export { type Target, targetOf, targetText } from "./target";
