import {
  CatalogError,
  catalogFromJson,
  type KnownMetric,
  type MetricCatalog,
  mergeCatalogs,
  metricCatalog,
} from "../../datadog/query";
import { catalog, pipelineMetrics } from "../../metrics/catalog";
import { integrationCatalog } from "../../metrics/integrations";
import { readInput, UsageError } from "./input";

/** The prefix of the metrics that only the pipeline reports: all of them are in `metrics/`. */
const OWN_NAMESPACE = "pipeline.";

/**
 * What is known of metrics: the files that the user names, then the project's catalog, then what integrations report.
 * @throws UsageError when a file is no catalog
 */
export function catalogOf(files: readonly string[], stdin: () => Buffer): MetricCatalog {
  return mergeCatalogs(...files.map((name) => catalogFile(name, stdin)), ownCatalog(), integrationCatalog());
}

function catalogFile(name: string, stdin: () => Buffer): MetricCatalog {
  const { text } = readInput(name, stdin);
  try {
    return catalogFromJson(text);
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

function ownCatalog(): MetricCatalog {
  const own = new Set(pipelineMetrics.map(({ name }) => name));
  // of an integration's metrics only those tags are listed that the dashboards use
  const known = catalog.map((metric): KnownMetric => (own.has(metric.name) ? metric : { ...metric, tags: undefined }));
  return metricCatalog(known, [OWN_NAMESPACE]);
}
