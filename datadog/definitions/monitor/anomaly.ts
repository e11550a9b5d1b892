import { type Finding, finding } from "../../findings";
import { callsOf, durationSeconds, type FunctionCall, walk, windowLength } from "../../query";
import { inQuery, type MonitorFacts, type MonitorRule, option, queryOf } from "./facts";
import type { ThresholdWindows } from "./schema";

/** What an anomaly monitor is made of: a call of `anomalies()`, or the link `.anomaly()` of a formula. */
export function anomaliesOf(facts: MonitorFacts): FunctionCall | "link" | undefined {
  const node = queryOf(facts, "metricAlert");
  let found: FunctionCall | undefined;
  if (node) {
    walk(node, {
      call: (call) => {
        if (call.name === "anomalies") found ??= call;
      },
    });
  }
  const isLink = facts.condition !== undefined && callsOf(facts.condition.node).some(({ name }) => name === "anomaly");
  return found ?? (isLink ? "link" : undefined);
}

/**
 * The windows of an anomaly monitor; its query names the first again.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#options
 */
const thresholdWindows: MonitorRule = (facts) => {
  const windows = facts.options.threshold_windows;
  if (!windows || !facts.condition || Object.values(windows).every((value) => value == null)) return [];
  const anomalies = anomaliesOf(facts);
  if (!anomalies) {
    const message =
      "Threshold windows are only for anomaly monitors, but this query does not use anomalies(): remove them.";
    return [finding("trigger-window", message, { ...option("threshold_windows"), facts: { rule: "only-anomalies" } })];
  }
  const malformed = Object.entries(windows).find(([, value]) => value != null && secondsOf(value) === undefined);
  if (malformed) {
    const message = `${malformed[0]} is "${malformed[1]}", but it must be a window, such as last_15m.`;
    return [
      finding("trigger-window", message, { ...option("threshold_windows", malformed[0]), facts: { rule: "form" } }),
    ];
  }
  const missing = (["trigger_window", "recovery_window"] as const).find((name) => windows[name] == null);
  if (missing) {
    const message = `threshold_windows has no ${missing}: set both trigger_window and recovery_window.`;
    const both = finding("trigger-window", message, { ...option("threshold_windows"), facts: { rule: "both" } });
    return [both, ...(windows.trigger_window ? mismatch(anomalies, windows) : [])];
  }
  return [...mismatch(anomalies, windows), ...recovery(facts, windows)];
};

/** The text of an argument by name, such as `alert_window`. */
function argumentOf(call: FunctionCall, wanted: string) {
  const value = call.args.find(({ name }) => name === wanted)?.value;
  return value?.kind === "string" || value?.kind === "keyword" ? value : undefined;
}

function mismatch(anomalies: FunctionCall | "link", { trigger_window: trigger }: ThresholdWindows): Finding[] {
  const inside = anomalies === "link" ? undefined : argumentOf(anomalies, "alert_window")?.value;
  if (inside === undefined || inside === trigger) return [];
  const message = `The trigger window is ${trigger}, but the query has alert_window='${inside}': use the same window in both.`;
  return [
    finding("trigger-window", message, {
      ...option("threshold_windows", "trigger_window"),
      facts: { rule: "mismatch" },
    }),
  ];
}

/**
 * A recovery window in which a monitor could recover while it still alerts; and one that is longer than the trigger window,
 * which the documentation rules out and Datadog's own integrations have.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#set-alert-conditions
 */
function recovery({ condition }: MonitorFacts, windows: ThresholdWindows): Finding[] {
  const [trigger, own] = [windows.trigger_window, windows.recovery_window].map((text) => secondsOf(text ?? ""));
  const share = condition?.critical;
  if (trigger === undefined || own === undefined || share === undefined || share <= 0 || share > 1) return [];
  const place = option("threshold_windows", "recovery_window");
  const [text, whole] = [windows.recovery_window, windows.trigger_window];
  // in minutes, without the noise of binary fractions
  const least = Math.round(((trigger / 60) * (1 - share) + 1) * 1e6) / 1e6;
  if (own / 60 < Math.min(least, trigger / 60)) {
    const message =
      `The recovery window ${text} is too short: with a trigger window of ${whole} and a threshold of ${share} the ` +
      `monitor could alert and recover at the same time. It must be at least ${least} minutes (trigger window × (1 − threshold) + 1).`;
    return [finding("trigger-window", message, { ...place, facts: { rule: "recovery" } })];
  }
  if (own <= trigger) return [];
  const message = `The recovery window ${text} is longer than the trigger window ${whole}: use at most the trigger window.`;
  return [finding("anomaly-settings", message, place)];
}

/** The seconds of `last_15m`. */
function secondsOf(window: string): number | undefined {
  const [, duration] = /^last_(\d{1,6}(?:mo|[mhdw]))$/.exec(window) ?? [];
  return duration === undefined ? undefined : durationSeconds(duration);
}

/**
 * The window of the query holds the alert window.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#query
 */
const query: MonitorRule = (facts) => {
  const node = queryOf(facts, "metricAlert");
  const call = anomaliesOf(facts);
  if (!node || !call || call === "link") return [];
  const findings: Finding[] = [];
  const inside = argumentOf(call, "alert_window");
  const seconds = inside && secondsOf(inside.value);
  if (seconds !== undefined && node.window.form === "last" && seconds > windowLength(node.window)) {
    const message =
      `The query's window is the last ${node.window.amount}${node.window.unit}, but alert_window='${inside!.value}' is longer: ` +
      "use a longer query window, ideally five times the alert window.";
    findings.push(finding("trigger-window", message, { ...inQuery(node.window), facts: { rule: "query" } }));
  }
  return findings;
};

export const ANOMALY_RULES: readonly MonitorRule[] = [thresholdWindows, query];
