import type { Org } from "../../datadog/sandbox/org";
import type { StackJson } from "./workspace";

/** What differs between two organizations that hold the same: ids, times, the creator. */
const VOLATILE = new Set([
  "id",
  "created",
  "created_at",
  "modified",
  "modified_at",
  "overall_state_modified",
  "author_handle",
  "author_name",
  "creator",
  "url",
  "org_id",
]);

function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.has(key))
      .map(([key, item]) => [key, stable(item)]),
  );
}

/** The objects of an org by kind, without what differs from org to org, in an order of their own; no kind is empty. */
export function objectsOf(org: Org): Record<string, unknown[]> {
  const kinds: Record<string, Iterable<unknown>> = {
    monitors: org.monitors.values(),
    dashboards: org.dashboards.values(),
    metricMetadata: org.metricMetadata.entries(),
    tagConfigurations: org.tagConfigurations.entries(),
    logsPipelines: org.logsPipelines.values(),
    logsMetrics: org.logsMetrics.entries(),
    spansMetrics: org.spansMetrics.entries(),
    retentionFilters: org.retentionFilters.values(),
    catalogEntities: org.catalogEntities.values(),
  };
  const lists = Object.entries(kinds).map(([kind, objects]) => {
    const texts = [...objects].map((object) => JSON.stringify(stable(object)));
    return [kind, texts.sort().map((text) => JSON.parse(text))] as const;
  });
  return Object.fromEntries(lists.filter(([, objects]) => objects.length > 0));
}

/** Datadog knows a metric once it was submitted: submits each one that a stack configures. */
export function submitMetricsOf(org: Org, stack: StackJson): void {
  const blocks = ["datadog_metric_metadata", "datadog_metric_tag_configuration"];
  for (const resource of blocks.flatMap((type) => Object.values(stack.resource?.[type] ?? {}))) {
    const metric = String(resource.metric ?? resource.metric_name);
    org.metrics.submit({ metric, type: "gauge", tags: [], points: [[0, 1]] });
  }
}
