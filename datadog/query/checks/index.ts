export { type CheckOptions, checkFormula, checkMetricQuery, checkMonitorQuery, checkSearch } from "./check";
export { CHECKS, type CheckId, finding } from "./registry";
