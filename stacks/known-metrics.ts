import { metricCatalog } from "../datadog/query";
import { catalog } from "../metrics/catalog";

/** The metrics that queries are checked against; those that the pipeline names itself are all in the catalog. */
export const knownMetrics = metricCatalog(catalog, ["pipeline."]);
