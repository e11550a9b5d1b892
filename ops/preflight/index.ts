/** Whether an account takes what is about to be deployed, asked without changing anything. */
export { type DatadogRequest, type PreflightRequest, type PreflightResult, preflight, requestOf } from "./preflight";
export { preflightLines } from "./report";
export { type NeededResource, resourcesIn } from "./resources";
export { type Target, targetOf, targetText } from "./target";
