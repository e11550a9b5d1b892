import { type MonitorConfig, Monitor as MonitorResource } from "@cdktf/provider-datadog/lib/monitor";
import type { Construct } from "constructs";
import { type CheckOptions, checkMonitor, type MonitorDefinition } from "../datadog/definitions";
import { monitorTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";
import { RestrictionPolicy, type RestrictionPolicyDefinition } from "./restriction-policy";

/** Settings beyond the monitor's definition. */
export interface MonitorSettings extends CheckOptions, ResourceSettings<MonitorConfig> {}

/**
 * A monitor as the resource `datadog_monitor.ID`: its address depends on its id alone, not on where it stands in a stack.
 * Its `restricted_roles` are a resource of their own, `datadog_restriction_policy.ID`, which provider 4 wants and 3.82 takes.
 *
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor
 */
export class Monitor extends ResourceConstruct<MonitorConfig, MonitorResource> {
  /** @throws DefinitionError when the definition breaks a rule, with the path of this construct */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: MonitorDefinition,
    settings: MonitorSettings = {},
  ) {
    const { restricted_roles: roles, ...unrestricted } = definition;
    const isRestricted = roles !== undefined && roles !== null && roles.length > 0;
    const config = (self: Construct) => {
      const what = `monitor "${definition.name}"`;
      judge(self, checkMonitor(definition, settings), { what, definition, settings });
      const named = `${what} (${self.node.path})`;
      const { config: attributes, newer } = configOf<MonitorConfig>(self, monitorTable, named, unrestricted);
      // The roles come back with the monitor: what the policy says must not look like a change of the monitor.
      return {
        config: isRestricted ? { ...attributes, lifecycle: { ignoreChanges: ["restricted_roles"] } } : attributes,
        newer,
      };
    };
    super(scope, id, { Resource: MonitorResource, child: "monitor" }, config, settings, definition);
    if (isRestricted) {
      new RestrictionPolicy(this, id, editableBy(this.resource.id, roles), { renamedFrom: settings.renamedFrom });
    }
  }
}

/** Whoever has one of the roles may change the monitor. */
function editableBy(monitor: string, roles: readonly string[]): RestrictionPolicyDefinition {
  const principals = roles.map((role) => `role:${role}`);
  return { id: `monitor:${monitor}`, attributes: { bindings: [{ relation: "editor", principals }] } };
}
