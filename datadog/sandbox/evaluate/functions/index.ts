import type { FunctionName } from "../../../query";
import { ACROSS_FUNCTIONS } from "./across";
import { ALONG_FUNCTIONS } from "./along";
import { ANOMALIES_NOTE, anomalies } from "./anomalies";
import { ELSEWHERE_FUNCTIONS } from "./elsewhere";
import { FORECAST_NOTE, forecast } from "./forecast";
import type { Implementation } from "./implementation";
import { OUTLIERS_NOTE, outliers } from "./outliers";
import { RANK_FUNCTIONS } from "./rank";
import { TREND_FUNCTIONS } from "./trend";
import { VALUE_FUNCTIONS } from "./values";

export { Arguments, durationOf, type Implementation } from "./implementation";

/** Functions that cannot be evaluated; using one is an EvaluationError that says why. */
const REFUSED = {
  reduce: { kind: "refused", why: "what reduce() does is not documented" },
} as const satisfies Partial<Record<FunctionName, Implementation>>;

/** How every function of the language is evaluated. One that is added there does not compile until it stands here. */
export const IMPLEMENTATIONS: Readonly<Record<FunctionName, Implementation>> = {
  ...VALUE_FUNCTIONS,
  ...ACROSS_FUNCTIONS,
  ...ALONG_FUNCTIONS,
  ...TREND_FUNCTIONS,
  ...RANK_FUNCTIONS,
  ...ELSEWHERE_FUNCTIONS,
  anomalies: { kind: "elsewhere", of: anomalies, note: ANOMALIES_NOTE },
  outliers: { kind: "range", of: outliers, note: OUTLIERS_NOTE },
  forecast: { kind: "elsewhere", of: forecast, note: FORECAST_NOTE },
  ...REFUSED,
};
