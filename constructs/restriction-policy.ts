import {
  type RestrictionPolicyConfig,
  RestrictionPolicy as RestrictionPolicyResource,
} from "@cdktf/provider-datadog/lib/restriction-policy";
import type { Construct } from "constructs";
import { restrictionPolicyTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** Who may do what with an object of Datadog. */
export interface RestrictionPolicyDefinition {
  /** `monitor:ID`. */
  readonly id: string;
  readonly attributes: {
    readonly bindings: readonly {
      readonly relation: "viewer" | "editor";
      /** `role:ID`, `team:ID`, `user:ID`, `org:ID`. */
      readonly principals: readonly string[];
    }[];
  };
}

/**
 * A restriction policy: `datadog_restriction_policy.ID`.
 *
 * @see https://docs.datadoghq.com/api/latest/restriction-policies/
 */
export class RestrictionPolicy extends ResourceConstruct<RestrictionPolicyConfig, RestrictionPolicyResource> {
  constructor(
    scope: Construct,
    id: string,
    definition: RestrictionPolicyDefinition,
    settings?: ResourceSettings<RestrictionPolicyConfig>,
  ) {
    const what = `restriction policy of ${definition.id}`;
    super(
      scope,
      id,
      { Resource: RestrictionPolicyResource, child: "policy" },
      (self) => {
        judge(self, [], { what, definition, settings });
        return configOf(self, restrictionPolicyTable, what, definition);
      },
      settings,
    );
  }
}
