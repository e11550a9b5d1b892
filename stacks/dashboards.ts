import type { Construct } from "constructs";
import { Dashboard } from "../constructs/dashboard";
import { withEnvironmentDashboard } from "../constructs/defaults-dashboard";
import { errors } from "../dashboards/errors";
import { overview } from "../dashboards/overview";
import { performance } from "../dashboards/performance";
import type { DashboardDefinition } from "../datadog/definitions";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { refuseSameName } from "./same-name";

/** The dashboards of one environment. */
export class DashboardsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const definitions = dashboardsOf(environment);
    refuseSameName(
      "dashboards",
      [...definitions].map(([dashboardId, { title }]) => [dashboardId, title] as const),
    );
    for (const [dashboardId, definition] of definitions) new Dashboard(this, dashboardId, definition);
  }
}

/** The dashboards of an environment, by Terraform address (never change one). */
export function dashboardsOf(environment: Environment): Map<string, DashboardDefinition> {
  const settings = { monitors: environment.monitors, monitorTags: environment.tags };
  const definitions = { overview: overview(settings), performance: performance(settings), errors: errors(settings) };
  return new Map(
    Object.entries(definitions).map(([id, definition]) => [id, withEnvironmentDashboard(definition, environment)]),
  );
}
