import { DashboardJson } from "@cdktf/provider-datadog/lib/dashboard-json";
import { Construct } from "constructs";
import { type DashboardDefinition, refuseDashboard, withoutIds } from "../datadog/definitions";
import { literal } from "./literal";

/**
 * A dashboard, written here or exported from Datadog: `datadog_dashboard_json.ID`. As JSON it is synthesized thirty times
 * faster than through the provider's typed resource, and holds what Datadog keeps unchanged.
 */
export class Dashboard extends Construct {
  /** The resource, for what this construct does not offer. */
  readonly resource: DashboardJson;

  /** @throws DefinitionError for what Datadog would refuse or could never draw */
  constructor(scope: Construct, id: string, definition: DashboardDefinition) {
    super(scope, id);
    const declared = withoutIds(refuseDashboard(definition));
    this.resource = new DashboardJson(this, "dashboard", { dashboard: literal(JSON.stringify(declared)) });
    this.resource.overrideLogicalId(id);
  }
}
