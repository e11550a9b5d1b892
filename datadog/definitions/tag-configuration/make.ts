import { asserted } from "../../findings";
import { checkTagConfiguration } from "./check";
import type { TagConfigurationDefinition } from "./schema";

/** @throws DefinitionError for what Datadog refuses, such as percentiles of a gauge */
export function tagConfiguration(
  metric: string,
  attributes: TagConfigurationDefinition["attributes"],
): TagConfigurationDefinition {
  const definition = { type: "manage_tags" as const, id: metric, attributes };
  return asserted(`tag configuration of ${metric}`, definition, checkTagConfiguration(definition));
}
