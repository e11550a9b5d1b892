import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type KnownMetric, METRIC_TYPES, type MetricCatalog, metricCatalog } from "../datadog/query";

/**
 * Namespaces whose metrics are all listed. `postgresql.`, `spark.` and `system.` are none: custom queries, other checks and
 * Database Monitoring report more there.
 */
const WHOLE = ["rabbitmq.", "celery.flower.", "gunicorn.", "docker.", "container.", "containerd."];

/**
 * What the integrations of the pipeline's components report, from the `metadata.csv` files of Datadog's integrations. Their
 * tags are not known. Counts of Spark are marked `total` where its check submits the whole value each time, which
 * `metadata.csv` does not say.
 */
export function integrationCatalog(): MetricCatalog {
  const text = readFileSync(join(__dirname, "integrations.tsv"), "utf8");
  return metricCatalog(text.trimEnd().split("\n").slice(1).map(metricOf), WHOLE);
}

function metricOf(line: string): KnownMetric {
  const [name = "", type = "", interval, unit, perUnit] = line.split("\t");
  return {
    name,
    type: METRIC_TYPES.find((known) => known === type) ?? "unknown",
    statsdInterval: interval ? Number(interval) : undefined,
    unit: unit || undefined,
    perUnit: perUnit || undefined,
  };
}
