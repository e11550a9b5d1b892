export {
  type AnomalySettings,
  anomalies,
  forecast,
  type LinearForecastSettings,
  outliers,
  type SeasonalForecastSettings,
} from "./algorithms";
export {
  avg,
  type Condition,
  type Levels,
  max,
  min,
  overTime,
  percentile,
  sum,
  type TimeAggregate,
  type TimeAggregator,
  type WrittenCondition,
} from "./condition";
export { histogram, type MetricFamily, timer } from "./family";
export { type Formula, formula, formulaOf } from "./formula";
export * from "./functions";
export {
  count,
  counter,
  type DeclaredMetric,
  distribution,
  gauge,
  type Metric,
  type MetricSpec,
  metric,
  type Reported,
  rate,
  total,
} from "./metric";
export type { FillMethod, MetricQueryValue } from "./metric-query";
export { type Countable, counted, ratio } from "./ratio";
export { QuerySyntaxError } from "./raw";
export type { TagFilter, TemplateVariable } from "./scope";
export type { RollupMethod, SpaceAggregator, Stored } from "./sentences";
export { type CheckTag, type ServiceCheck, serviceCheck } from "./service-check";
export {
  constant,
  ExpressionValue,
  expressionOf,
  type Operand,
  type QueryInput,
  type QueryValue,
  queryText,
  rawQuery,
} from "./value";
export type { ShiftText, WindowText } from "./window";
