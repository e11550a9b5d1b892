import type { DefinitionKind } from "../kind";
import { checkSlo } from "./check";
import { sloGiven } from "./given";
import { sloSchema } from "./schema";

export {
  BURN_RATES,
  type BurnRate,
  type BurnRateAlertProps,
  burnRateAlerts,
  burnRateThreshold,
  type ErrorBudgetAlertProps,
  errorBudgetAlert,
  type SloAlertProps,
  sloAlerts,
} from "./alerts";
export { checkSlo } from "./check";
export {
  type MetricSloSpec,
  type MonitorSloSpec,
  SLO_WINDOWS,
  type SloSettings,
  type SloSpec,
  type SloWindow,
  slo,
  type TimeSliceSloSpec,
} from "./make";
export { sloQueries } from "./queries";
export { SLO_TIMEFRAMES, type SloDefinition, sloSchema } from "./schema";

export const sloKind: DefinitionKind = {
  name: "SLO",
  schema: () => sloSchema,
  check: checkSlo,
  recognizes: ({ type, thresholds }) =>
    Array.isArray(thresholds) || type === "metric" || type === "monitor" || type === "time_slice",
  nameOf: ({ name }) => String(name),
  given: sloGiven,
};
