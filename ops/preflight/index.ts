/** Whether an account takes what is about to be deployed, asked without changing anything. */
export { type PreflightRequest, type PreflightResult, preflight } from "./preflight";
export { preflightLines } from "./report";
export { type NeededResource, resourcesIn } from "./resources";
export { type Target, targetOf } from "./target";
