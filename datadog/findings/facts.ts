/**
 * The values that findings are made of, by check, where a caller needs them to word the finding otherwise: the org answers
 * in Datadog's own words. `rule` tells apart the findings of one check.
 */
export interface CheckFacts {
  "threshold-mismatch": { readonly critical: number; readonly queryThreshold: number };
  "threshold-order": { readonly critical: number; readonly warning: number; readonly comparator: string };
  /** `status`: whose recovery threshold it is. */
  "threshold-side": { readonly status: "critical" | "warning" };
  /** Names of thresholds: `critical_recovery`. */
  "threshold-status": { readonly statuses: readonly string[] };
  "trigger-window": { readonly rule: "only-anomalies" | "form" | "both" | "mismatch" | "query" | "recovery" };
  "service-check": { readonly rule: "grouping" | "last" | "runs" };
  "burn-rate":
    | { readonly rule: "window" }
    | { readonly rule: "range"; readonly threshold: number; readonly highest?: number };
  "no-data-timeframe": { readonly rule: "negative" | "log" | "retention" };
  "notify-by": { readonly rule: "star" | "unknown" | "all" };
}
