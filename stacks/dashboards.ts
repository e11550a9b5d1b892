import type { Construct } from "constructs";
import { Dashboard } from "../constructs/dashboard";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { takeOver } from "./imports";
import { knownMetrics } from "./known-metrics";

/** The dashboards of one environment. */
export class DashboardsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { dashboards } = contentOf(environment);
    for (const { id, definition, renamedFrom } of dashboards) {
      new Dashboard(this, id, definition, { catalog: knownMetrics, renamedFrom });
    }
    takeOver(this, environment, { datadog_dashboard_json: dashboards });
  }
}
