export { type CheckOptions, checkFormula, checkMetricQuery, checkMonitorQuery, checkSearch } from "./check";
