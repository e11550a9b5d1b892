import type { Construct } from "constructs";
import { Dashboard } from "../constructs/dashboard";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { knownMetrics } from "./known-metrics";

/** The dashboards of one environment. */
export class DashboardsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    for (const { id, definition, renamedFrom } of contentOf(environment).dashboards) {
      new Dashboard(this, id, definition, { catalog: knownMetrics, renamedFrom });
    }
  }
}
