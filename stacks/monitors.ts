import type { Construct } from "constructs";
import { Monitor } from "../constructs/monitor";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { knownMetrics } from "./known-metrics";

/** The monitors of one environment. */
export class MonitorsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    for (const monitor of contentOf(environment).monitors) {
      new Monitor(this, monitor.id, monitor.definition, { catalog: knownMetrics });
    }
  }
}
