import { DashboardJson, type DashboardJsonConfig } from "@cdktf/provider-datadog/lib/dashboard-json";
import type { Construct } from "constructs";
import { assertedDashboard, type DashboardDefinition, withoutIds } from "../datadog/definitions";
import { literal } from "./literal";
import { ResourceConstruct, type ResourceSettings } from "./resource";

/**
 * A dashboard, written here or exported from Datadog: `datadog_dashboard_json.ID`. As JSON it is synthesized thirty times
 * faster than through the provider's typed resource, and holds what Datadog keeps unchanged.
 */
export class Dashboard extends ResourceConstruct<DashboardJsonConfig, DashboardJson> {
  /** @throws DefinitionError for what Datadog would refuse or could never draw */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: DashboardDefinition,
    settings?: ResourceSettings<DashboardJsonConfig>,
  ) {
    const config = () => {
      assertedDashboard(definition);
      return { dashboard: literal(JSON.stringify(withoutIds(definition))) };
    };
    super(scope, id, { Resource: DashboardJson, child: "dashboard" }, config, settings);
  }
}
