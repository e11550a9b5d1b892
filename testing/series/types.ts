import { type MetricCatalog, storedType } from "../../datadog/query";
import { catalog, families } from "../../metrics/catalog";
import { integrationCatalog } from "../../metrics/integrations";
import type { SentAs } from "./feed";

let integrations: MetricCatalog | undefined;

/**
 * How a metric is sent, as the catalog has it. A metric that is in no catalog is a gauge.
 * @param metric the name that a client uses: that of a histogram, or of one of its five metrics
 */
export function sentAsInCatalog(metric: string): SentAs {
  if (families.some(({ name }) => name === metric)) return "histogram";
  const declared = catalog.find(({ name }) => name === metric);
  if (declared) return declared.reported === "counter" || isFlushed(declared) ? "counter" : storedType(declared);
  integrations ??= integrationCatalog();
  const known = integrations.metric(metric);
  return known ? storedType(known) : "gauge";
}

/** The `.count` of a histogram: what the agent flushes every 10 s, as it does a counter. */
function isFlushed({ reported, type }: { readonly reported: string; readonly type: string }): boolean {
  return type === "rate" && (reported === "histogram" || reported === "timer");
}
