import {
  ServiceLevelObjective,
  type ServiceLevelObjectiveConfig,
} from "@cdktf/provider-datadog/lib/service-level-objective";
import type { Construct } from "constructs";
import { type CheckOptions, checkSlo, type SloDefinition } from "../datadog/definitions";
import { sloTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** Settings beyond the SLO's definition. */
export interface SloSettings extends CheckOptions, ResourceSettings<ServiceLevelObjectiveConfig> {}

/**
 * A service level objective: `datadog_service_level_objective.ID`. Alerts that were made from the definition refer to it.
 *
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/service_level_objective
 */
export class Slo extends ResourceConstruct<ServiceLevelObjectiveConfig, ServiceLevelObjective> {
  /** @throws DefinitionError when the definition breaks a rule, with the path of this construct */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: SloDefinition,
    settings: SloSettings = {},
  ) {
    const config = (self: Construct) => {
      const what = `SLO "${definition.name}"`;
      judge(self, checkSlo(definition, settings), { what, definition, settings });
      return configOf<ServiceLevelObjectiveConfig>(self, sloTable, what, definition);
    };
    super(scope, id, { Resource: ServiceLevelObjective, child: "slo" }, config, settings, definition);
  }
}
