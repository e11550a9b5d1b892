import type { Construct } from "constructs";
import { Dashboard } from "../constructs/dashboard";
import { withEnvironmentDashboard } from "../constructs/defaults-dashboard";
import { errors } from "../dashboards/errors";
import { overview } from "../dashboards/overview";
import { performance } from "../dashboards/performance";
import type { DashboardSettings } from "../dashboards/settings";
import type { DashboardDefinition } from "../datadog/definitions";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";

/** Each dashboard: its Terraform address (never change it), and what makes it. */
export const DASHBOARDS: readonly (readonly [
  id: string,
  make: (settings: DashboardSettings) => DashboardDefinition,
])[] = [
  ["overview", overview],
  ["performance", performance],
  ["errors", errors],
];

/** The dashboards of one environment. */
export class DashboardsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { monitors, tags } = environment;
    for (const [dashboardId, make] of DASHBOARDS) {
      const definition = make({ monitors, monitorTags: tags });
      new Dashboard(this, dashboardId, withEnvironmentDashboard(definition, environment));
    }
  }
}
