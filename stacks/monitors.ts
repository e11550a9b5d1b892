import type { Construct } from "constructs";
import { withEnvironment } from "../constructs/defaults";
import { Monitor } from "../constructs/monitor";
import type { MonitorDefinition } from "../datadog/definitions";
import { atSetting } from "../environments/place";
import type { Environment, MonitorSettings } from "../environments/schema";
import { errorRate } from "../monitors/error-rate";
import { failure } from "../monitors/failure";
import { slowStage } from "../monitors/slow-stage";
import { DatadogStack } from "./base";

/** Each monitor: its setting in the environment's file, its Terraform address (never change it), and what makes it. */
export const MONITORS: readonly (readonly [
  setting: keyof Environment["monitors"],
  id: string,
  make: (settings: MonitorSettings) => MonitorDefinition,
])[] = [
  ["failure", "failure", failure],
  ["slowStage", "slow-stage", slowStage],
  ["errorRate", "error-rate", errorRate],
];

/** The monitors of one environment. */
export class MonitorsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const names = new Map<string, string>();
    for (const [setting, monitorId, make] of MONITORS) {
      const settings = environment.monitors[setting];
      if (!settings.enabled) continue;
      atSetting(environment, ["monitors", setting], () => {
        const runbook = settings.runbook ?? environment.runbook;
        const definition = withEnvironment(make(settings), { ...environment, runbook });
        refuseTwice(names, definition.name, monitorId);
        new Monitor(this, monitorId, definition);
      });
    }
  }
}

/** Two monitors of one name could not be told apart by those who are paged. */
function refuseTwice(names: Map<string, string>, name: string, id: string): void {
  const other = names.get(name);
  if (other !== undefined) {
    throw new Error(`monitor "${name}" (${id}) has the name of monitor ${other}: give one of the two another name`);
  }
  names.set(name, id);
}
