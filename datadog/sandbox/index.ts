export { Ids } from "./ids";
export { type LoadedObject, type LoadResult, type LoadSettings, loadTerraform } from "./load";
export { Org, type OrgSettings } from "./org";
export { Refusal } from "./refusal";
export { type DeclaredObject, declaredObjects } from "./snapshot";
