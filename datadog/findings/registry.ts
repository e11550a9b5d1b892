import type { Finding } from "./finding";

/** What a check is called in `docs/checks` and how grave its findings are. */
interface Check {
  readonly severity: Finding["severity"];
  readonly title: string;
}

const wrong = (title: string): Check => ({ severity: "wrong", title });
const advice = (title: string): Check => ({ severity: "advice", title });

/**
 * Every check there is, over queries, messages and whole definitions. The page of each is `docs/checks/<id>.md`.
 * `wrong`: Datadog refuses it, or it can never work; `advice`: it works, and most likely not as it was meant.
 */
export const CHECKS = {
  // a query alone
  syntax: wrong("The query cannot be read"),
  "mixed-scope": wrong("AND or OR beside a comma"),
  "unknown-aggregator": wrong("An aggregator that Datadog does not have"),
  "template-variable": wrong("A template variable in a monitor"),
  "forbidden-nesting": wrong("A function inside one that does not take it"),
  "forbidden-function": wrong("A function that monitors may not use"),
  "no-aggregator": advice("No aggregator"),
  "unknown-function": advice("A function that is not known"),
  "never-true": advice("A comparison that can never be true"),
  "always-true": advice("A comparison that is always true"),
  "rollup-longer-than-window": advice("A rollup longer than the window"),
  // a query against a catalog of metrics
  "ratio-without-as-count": advice("A ratio of counts without as_count()"),
  "counter-without-as-count": advice("A counter read without as_count() or as_rate()"),
  "as-count-on-gauge": advice("as_count() or as_rate() on a gauge"),
  "percentile-not-enabled": advice("A percentile that the metric does not have"),
  "unknown-metric": advice("A metric that the catalog does not have"),
  "unknown-tag": advice("A tag that the metric does not have"),
  "unit-mismatch": advice("Units that do not fit together"),
  // a monitor as a whole
  "monitor-shape": wrong("A field that is missing or of the wrong type"),
  "monitor-type": wrong("The type and the query do not fit"),
  "empty-name": wrong("A monitor without a name"),
  priority: wrong("A priority outside 1 to 5"),
  "threshold-mismatch": wrong("The query and the options name different thresholds"),
  "threshold-missing": wrong("A level without a critical threshold"),
  "threshold-order": wrong("Thresholds out of order"),
  "threshold-side": wrong("A recovery threshold on the wrong side"),
  "threshold-status": wrong("A threshold that this type of monitor does not have"),
  "negative-threshold": advice("A negative threshold on what is never negative"),
  "window-conflict": wrong("The window and the options disagree"),
  "trigger-window": wrong("The trigger window and the query disagree"),
  schedule: wrong("A schedule that Datadog does not take"),
  "no-data-conflict": wrong("Settings for missing data that exclude each other"),
  "no-data-timeframe": wrong("A time without data that cannot be waited for"),
  renotify: wrong("Reminders that are never sent"),
  escalation: advice("An escalation message that is never sent"),
  timeout: wrong("A timeout outside 0 to 24 hours"),
  delay: wrong("A delay that Datadog does not take"),
  "group-retention": wrong("A group retention that Datadog does not take"),
  "notify-by": wrong("Notifications by groups that the query does not have"),
  "service-check": wrong("A service check that cannot be evaluated"),
  composite: wrong("A composite that Datadog does not take"),
  "burn-rate": wrong("A burn rate that cannot be measured"),
  "tag-rewritten": advice("A tag that Datadog would rewrite"),
  "message-block": wrong("A block that is unknown or not closed"),
  "message-variable": advice("A variable that is always empty"),
  "message-group": advice("The message names a group that the query does not have"),
  "unnamed-group": advice("A group that the message never names"),
  "unknown-handle": advice("A handle that nobody is known by"),
  // a dashboard as a whole
  "dashboard-shape": wrong("A dashboard that Datadog does not take"),
  "dashboard-layout": wrong("A widget without a place, or outside the grid"),
  "widget-overlap": advice("A widget over another"),
  "formula-name": wrong("A formula that names a query that is not there"),
  "undefined-variable": advice("A template variable that the dashboard does not have"),
  // what was to be ignored
  "unused-ignore": wrong("An ignore that ignores nothing"),
  "ignore-without-reason": wrong("An ignore without a reason"),
} as const satisfies Record<string, Check>;

/** The id of a check. */
export type CheckId = keyof typeof CHECKS;

/** A finding of the check `id`, with the severity that the check has. */
export function finding(
  id: CheckId,
  message: string,
  rest: Partial<Omit<Finding, "check" | "severity">> = {},
): Finding {
  return { check: id, severity: CHECKS[id].severity, path: [], message, ...rest };
}

/** By place in their text, as a reader meets them; those without a place come last. */
export function byPlace(findings: readonly Finding[]): readonly Finding[] {
  const start = ({ range }: Finding) => range?.start ?? Number.MAX_SAFE_INTEGER;
  return [...findings].sort((a, b) => start(a) - start(b));
}
