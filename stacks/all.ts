import type { Construct } from "constructs";
import type { Environment } from "../environments/schema";
import { AgentStack } from "./agent";
import { DashboardsStack } from "./dashboards";
import { LogsStack } from "./logs";
import { MetricsStack } from "./metrics";
import { MonitorsStack } from "./monitors";
import { TracesStack } from "./traces";

/** A stack that an environment has: its name in Terraform, and how it is declared. */
export interface DeclaredStack {
  readonly id: string;
  readonly addTo: (app: Construct) => void;
}

type StackClass = new (app: Construct, id: string, environment: Environment) => unknown;

/**
 * The stacks of an environment, in the order in which they are deployed: its own (`demo-monitors`) and, where its file
 * carries them, its organization's (`acme-logs`), which all environments of that organization share. The first that fails
 * ends a deployment.
 * @param which `possible`: also those that its file turns off @default `enabled`
 */
export function stacksOf(environment: Environment, which: "enabled" | "possible" = "enabled"): DeclaredStack[] {
  return rowsOf(environment)
    .filter(([, , enabled]) => enabled || which === "possible")
    .map(([id, Stack]) => ({ id, addTo: (app) => void new Stack(app, id, environment) }));
}

function rowsOf(environment: Environment): readonly (readonly [string, StackClass, boolean | undefined])[] {
  const { name, organization, agent, dashboards, metrics, logs, traces } = environment;
  return [
    [`${name}-monitors`, MonitorsStack, true],
    [`${name}-dashboards`, DashboardsStack, dashboards.enabled],
    [`${organization}-logs`, LogsStack, logs?.enabled],
    [`${organization}-traces`, TracesStack, traces?.enabled],
    // What can fail for reasons outside of Datadog comes last.
    [`${name}-agent`, AgentStack, agent.enabled],
    [`${organization}-metrics`, MetricsStack, metrics?.enabled],
  ];
}
