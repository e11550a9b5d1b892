export { Ids } from "./ids";
export { Org, type OrgSettings } from "./org";
export { Refusal } from "./refusal";
export { type DeclaredObject, declaredObjects } from "./snapshot";
export { type LoadedObject, type LoadResult, type LoadSettings, loadTerraform } from "./terraform/load";
export { TerraformProblem } from "./terraform/problem";
