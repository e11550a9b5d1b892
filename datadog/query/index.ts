export {
  alertGroupsOf,
  callsOf,
  comparisonOf,
  countsIn,
  groupsOf,
  groupsOfCalls,
  knownGroupsOf,
  metricsIn,
  textsOf,
  type UsedVariable,
  unlessAll,
  variablesInNode,
  variablesInText,
  windowLength,
  windowOf,
} from "./ask";
export * from "./builder";
export {
  isCounter,
  type KnownMetric,
  METRIC_TYPES,
  type MetricCatalog,
  mergeCatalogs,
  metricCatalog,
  storedType,
  UNIVERSAL_TAGS,
} from "./catalog";
export { CatalogError, catalogFromJson } from "./catalog-json";
export * from "./checks";
export { explain } from "./explain";
export { COMPARATORS as COMPARATOR_WORDS, seconds as secondsInWords } from "./explain/words";
export {
  AGGREGATORS,
  type Bound,
  bind,
  CHAINS,
  type ChainHead,
  type Evaluated,
  FUNCTIONS,
  type FunctionName,
  type FunctionRow,
  functionRow,
  type Groups,
  headOf,
  isFunctionName,
  isPercentile,
  type LinkName,
  type LinkRow,
  MODIFIERS,
  type ModifierName,
  type ModifierRow,
  numberOf,
  type Parameter,
  type ParameterKind,
  type Signature,
  type SpaceAggregatorName,
  TIME_AGGREGATORS,
  type TimeAggregatorName,
  type Values,
  wordOf,
} from "./functions";
export { durationSeconds } from "./functions/values";
export {
  fillVariables,
  type Narrowing,
  narrowMetrics,
  narrowMonitor,
  narrowSearch,
  type VariableValue,
} from "./narrow";
export * from "./nodes";
export * from "./parse";
export * from "./print";
export * from "./problems";
export { type MetricCode, QUERY_MODULE, type ToCodeSettings, toCode } from "./to-code";
export type { MetricUnit } from "./units";
export * from "./visit";
