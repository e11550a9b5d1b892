/**
 * What a line of an index says about the Terraform address of what it lists: the last part of the address
 * (`datadog_monitor.ADDRESS`), and the one that it had before, which Terraform then moves instead of deleting the object and
 * creating another.
 * @default the name in kebab-case, `slowStage` → `slow-stage`; no former address
 */
export type Address = string | { readonly address?: string; readonly renamedFrom: string };
