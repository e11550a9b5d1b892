/** Terraform's command line: run, interrupted, and understood. */
export { type Access, accessOf } from "./access";
export { refusedKey, unreachable, unreported } from "./causes";
export type { Applied } from "./messages";
export { refuseOtherLock } from "./provider-lock";
export { Interrupted, type RunTerraform, refuseOldTerraform, SIGNALS, terraformRunner } from "./run";
export { secretsHidden } from "./secrets";
export { type PlanMode, Stack, TerraformFailure, type Workplace } from "./stack";
export { childVariables, keysIn, type Variables } from "./variables";
