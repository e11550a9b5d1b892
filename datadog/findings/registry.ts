/** `wrong`: Datadog refuses it, or it can never work; `advice`: it works, and most likely not as its author meant. */
export type Severity = "wrong" | "advice";

/** A query against a catalog of metrics. */
const CATALOG = {
  "ratio-without-as-count": "advice",
  "counter-without-as-count": "advice",
  "as-count-on-gauge": "advice",
  "summed-total": "advice",
  "percentile-not-enabled": "advice",
  "unknown-metric": "advice",
  "unknown-tag": "advice",
  "unit-mismatch": "advice",
} as const;

/**
 * Every check there is, over queries, messages and whole definitions, with the severity of its findings. Each has a page,
 * {@link pageOf}, and lines in `docs/compatibility`.
 */
export const CHECKS = {
  // a query alone
  syntax: "wrong",
  "mixed-scope": "wrong",
  "unknown-aggregator": "wrong",
  "template-variable": "wrong",
  "forbidden-nesting": "wrong",
  "forbidden-function": "wrong",
  "wrong-argument": "wrong",
  "unknown-window": "wrong",
  "misspelled-function": "wrong",
  "unknown-method": "wrong",
  "no-aggregator": "advice",
  "unknown-function": "advice",
  "never-true": "advice",
  "always-true": "advice",
  "as-count-aggregator": "advice",
  "below-with-groups": "advice",
  "rollup-in-monitor": "advice",
  "unused-argument": "advice",
  ...CATALOG,
  // a monitor as a whole
  "monitor-shape": "wrong",
  "monitor-type": "wrong",
  "empty-name": "wrong",
  priority: "wrong",
  "threshold-mismatch": "wrong",
  "threshold-missing": "wrong",
  "threshold-order": "wrong",
  "threshold-side": "wrong",
  "threshold-status": "wrong",
  "negative-threshold": "advice",
  "window-conflict": "wrong",
  "evaluation-window": "wrong",
  "trigger-window": "wrong",
  "anomaly-settings": "advice",
  "option-type": "wrong",
  schedule: "wrong",
  "no-data-conflict": "wrong",
  "no-data-timeframe": "wrong",
  renotify: "wrong",
  escalation: "advice",
  timeout: "wrong",
  delay: "wrong",
  "group-retention": "wrong",
  "notify-by": "wrong",
  "service-check": "wrong",
  composite: "wrong",
  "burn-rate": "wrong",
  "slo-alert": "wrong",
  "tag-rewritten": "advice",
  "message-block": "wrong",
  "message-variable": "advice",
  "message-group": "advice",
  "unnamed-group": "advice",
  "unknown-handle": "advice",
  // a dashboard as a whole
  "dashboard-shape": "wrong",
  "dashboard-layout": "wrong",
  "widget-overlap": "advice",
  "formula-name": "wrong",
  "undefined-variable": "advice",
  // an SLO, a downtime or a notification rule as a whole
  slo: "wrong",
  "downtime-scope": "wrong",
  "downtime-schedule": "wrong",
  "notification-rule": "wrong",
  // any other definition
  "definition-shape": "wrong",
  "unknown-key": "wrong",
  "log-processor": "wrong",
  "pipeline-size": "advice",
  "grok-rule": "wrong",
  "grok-sample": "advice",
  "duplicate-group": "wrong",
  "tag-configuration": "wrong",
  "duplicate-tag": "advice",
  "metric-metadata": "advice",
  "duplicate-name": "advice",
  "dangling-reference": "advice",
  // what was to be ignored
  "unused-ignore": "wrong",
  "ignore-without-reason": "wrong",
} as const satisfies Record<string, Severity>;

/** The id of a check. */
export type CheckId = keyof typeof CHECKS;

/** The page of a check, from the root of the repository. */
export const pageOf = (check: CheckId): string => `docs/checks/${check}.md`;

/** How many pages are named one by one. */
const FEW = 3;

/** Where to read about these checks: `See docs/checks/syntax.md.`; nothing where there are none. */
export function seePages(checks: Iterable<CheckId>): string | undefined {
  const pages = [...new Set(checks)].sort().map(pageOf);
  const last = pages.pop();
  if (last === undefined) return undefined;
  if (pages.length >= FEW) return "See the page of each check in docs/checks.";
  return `See ${pages.length === 0 ? last : `${pages.join(", ")} and ${last}`}.`;
}

/** The checks that only speak where the metrics are known. */
export const CATALOG_CHECKS: ReadonlySet<string> = new Set(Object.keys(CATALOG));
