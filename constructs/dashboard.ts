import { DashboardJson, type DashboardJsonConfig } from "@cdktf/provider-datadog/lib/dashboard-json";
import type { Construct } from "constructs";
import { type CheckOptions, checkDashboard, type DashboardDefinition, withoutIds } from "../datadog/definitions";
import { dashboardJsonTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** Settings beyond the dashboard's definition. */
export interface DashboardSettings extends CheckOptions, ResourceSettings<DashboardJsonConfig> {}

/**
 * A dashboard, written here or exported from Datadog: `datadog_dashboard_json.ID`. As JSON it is synthesized thirty times
 * faster than through the provider's typed resource, and holds what Datadog keeps unchanged.
 */
export class Dashboard extends ResourceConstruct<DashboardJsonConfig, DashboardJson> {
  /** @throws DefinitionError for what Datadog would reject or could never draw */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: DashboardDefinition,
    settings: DashboardSettings = {},
  ) {
    const config = (self: Construct) => {
      const what = `dashboard "${definition.title}"`;
      judge(self, checkDashboard(definition, settings), { what, definition, settings });
      return configOf<DashboardJsonConfig>(self, dashboardJsonTable, what, withoutIds(definition));
    };
    super(scope, id, { Resource: DashboardJson, child: "dashboard" }, config, settings, definition);
  }
}
