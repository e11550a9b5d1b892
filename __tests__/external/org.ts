import type { Org } from "../../datadog/sandbox/org";
import { declaredObjects } from "../../datadog/sandbox/snapshot";
import type { StackJson } from "./workspace";

/**
 * What is left when everything was destroyed. Metric metadata is: Datadog has no call that deletes it, and the provider
 * only forgets it.
 */
export function leftIn(org: Org): string[] {
  return declaredObjects(org)
    .filter(({ kind }) => kind !== "metric metadata")
    .map(({ kind, name }) => `${kind} ${name}`);
}

/** Datadog knows a metric once it was submitted: submits each one that a stack configures. */
export function submitMetricsOf(org: Org, stack: StackJson): void {
  const blocks = ["datadog_metric_metadata", "datadog_metric_tag_configuration"];
  for (const resource of blocks.flatMap((type) => Object.values(stack.resource?.[type] ?? {}))) {
    const metric = String(resource.metric ?? resource.metric_name);
    org.metrics.submit({ metric, type: "gauge", tags: [], points: [[0, 1]] });
  }
}
