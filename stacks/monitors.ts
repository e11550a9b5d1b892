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
import { refuseSameName } from "./same-name";

/** Each monitor: its setting in the environment's file, its Terraform address (never change it), and what makes it. */
const MONITORS: readonly (readonly [
  setting: keyof Environment["monitors"],
  id: string,
  make: (settings?: MonitorSettings) => MonitorDefinition,
])[] = [
  ["failure", "failure", failure],
  ["slowStage", "slow-stage", slowStage],
  ["errorRate", "error-rate", errorRate],
];

/** The monitors of one environment. */
export class MonitorsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const definitions = monitorsOf(environment);
    refuseSameName(
      "monitors",
      [...definitions].map(([monitorId, { name }]) => [monitorId, name] as const),
    );
    for (const [monitorId, definition] of definitions) new Monitor(this, monitorId, definition);
  }
}

/**
 * The monitors that an environment has, by Terraform address.
 * @throws SourceError at the setting that a monitor refuses; DefinitionError for a monitor that is wrong by itself
 */
export function monitorsOf(environment: Environment): Map<string, MonitorDefinition> {
  const definitions = new Map<string, MonitorDefinition>();
  for (const [setting, id, make] of MONITORS) {
    const settings = environment.monitors[setting];
    if (!settings.enabled) continue;
    make(); // What is wrong without any setting is no setting's fault.
    const runbook = settings.runbook ?? environment.runbook;
    const definition = atSetting(environment, ["monitors", setting], () =>
      withEnvironment(make(settings), { ...environment, runbook }),
    );
    definitions.set(id, definition);
  }
  return definitions;
}
