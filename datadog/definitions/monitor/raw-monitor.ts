import { type Ignore, noted } from "../notes";
import { assertedMonitor } from "./check";
import type { MonitorDefinition } from "./schema";

/**
 * A monitor of any type, in the JSON of the API: for those that have no function here.
 *
 * @param settings `ignore`: checks to ignore for this monitor, each with a reason
 * @throws DefinitionError when it breaks a rule
 * @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export function rawMonitor<T extends MonitorDefinition>(
  definition: T,
  { ignore }: { readonly ignore?: readonly Ignore[] } = {},
): T {
  return assertedMonitor(noted(definition, ignore));
}
