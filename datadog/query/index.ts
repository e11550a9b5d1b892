export * from "./builder";
export {
  isCounter,
  type KnownMetric,
  METRIC_TYPES,
  type MetricCatalog,
  mergeCatalogs,
  metricCatalog,
  UNIVERSAL_TAGS,
} from "./catalog";
export { CatalogError, catalogFromJson } from "./catalog-json";
export * from "./checks";
export { explain } from "./explain";
export * from "./nodes";
export * from "./parse";
export * from "./print";
export * from "./problems";
export * from "./visit";
export * from "./vocabulary";
