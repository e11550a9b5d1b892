import { type Finding, finding } from "../../findings";
import { type MonitorFacts, type MonitorRule, option } from "./facts";

/** Types that know no data in no way, or in one of their own. */
const WITHOUT_MISSING_DATA: readonly string[] = ["service check", "composite", "slo alert", "synthetics alert"];

/** The two ways to say what missing data means exclude each other. */
const noDataConflict: MonitorRule = ({ definition: { type }, options }) => {
  const way = options.on_missing_data;
  if (way === undefined || way === null) return [];
  const place = option("on_missing_data");
  if (WITHOUT_MISSING_DATA.includes(type)) {
    const fix = type === "service check" ? "use notify_no_data and no_data_timeframe" : "remove it";
    const message = `A monitor of type "${type}" does not support on_missing_data: ${fix}.`;
    return [finding("no-data-conflict", message, { ...place })];
  }
  const old = (["notify_no_data", "no_data_timeframe"] as const).find((name) => options[name]);
  if (old === undefined) return [];
  const message = `on_missing_data is "${way}" and ${old} is ${options[old]}: these options conflict, so keep only one.`;
  return [finding("no-data-conflict", message, { ...place })];
};

/**
 * How long without data is too long.
 * @see https://docs.datadoghq.com/monitors/configuration/#no-data
 */
const noDataTimeframe: MonitorRule = (facts) => {
  const { type } = facts.definition;
  const { no_data_timeframe: minutes, notify_no_data: notifies } = facts.options;
  if (minutes === undefined || minutes === null) return [];
  const place = option("no_data_timeframe");
  if (minutes < 0) {
    const message = `no_data_timeframe is ${minutes}, but it must be a number of minutes of at least 0.`;
    return [finding("no-data-timeframe", message, { ...place, facts: { rule: "negative" } })];
  }
  // without its notification it means nothing, and exports carry it along
  if (!notifies) return [];
  if (type === "log alert") {
    const message = "A log alert does not support no_data_timeframe: use on_missing_data.";
    return [finding("no-data-timeframe", message, { ...place, facts: { rule: "log" } })];
  }
  const retention = retentionMinutes(facts);
  if (minutes <= retention) return [];
  const message = `no_data_timeframe is ${minutes} minutes, but a group without data is dropped after ${retention}: use at most ${retention} minutes.`;
  return [finding("no-data-timeframe", message, { ...place, facts: { rule: "retention" } })];
};

/** How long a group is remembered: a day, hosts and checks two. */
function retentionMinutes({ definition, options, condition }: MonitorFacts): number {
  const own = durationMinutes(options.group_retention_duration ?? "");
  if (own !== undefined) return own;
  const isHost = definition.type === "service check" || condition?.groups?.includes("host");
  return isHost ? 2880 : 1440;
}

/** `60m`, `1h`, `2d` in minutes. */
function durationMinutes(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})(m|h|d)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * { m: 1, h: 60, d: 1440 }[unit as "m" | "h" | "d"];
}

/** One hour to three days. */
const groupRetention: MonitorRule = ({ options }) => {
  const text = options.group_retention_duration;
  if (text === undefined || text === null) return [];
  const minutes = durationMinutes(text);
  if (minutes !== undefined && minutes >= 60 && minutes <= 4320) return [];
  const message = `group_retention_duration is "${text}", but it must be from 1 to 72 hours, such as 60m, 12h, or 2d.`;
  return [finding("group-retention", message, { ...option("group_retention_duration") })];
};

/** Reminders need an interval; what is said of them without one is never read. */
const renotify: MonitorRule = ({ options }) => {
  const { renotify_interval: interval, renotify_occurrences: occurrences, renotify_statuses: statuses } = options;
  const findings: Finding[] = [];
  if (typeof interval === "number" && interval < 0) {
    const message = `renotify_interval is ${interval}, but it must be a number of minutes of at least 0.`;
    findings.push(finding("renotify", message, { ...option("renotify_interval") }));
  }
  const fix = "add renotify_interval, in minutes, or remove it";
  if (occurrences && !interval) {
    const message = `renotify_occurrences is ${occurrences}, but without an interval there are no renotifications: ${fix}.`;
    findings.push(finding("renotify", message, { ...option("renotify_occurrences") }));
  } else if (typeof occurrences === "number" && interval && occurrences < 1) {
    const message = `renotify_occurrences is ${occurrences}, but it must be at least 1.`;
    findings.push(finding("renotify", message, { ...option("renotify_occurrences") }));
  }
  if (statuses && statuses.length > 0 && !interval) {
    const message = `renotify_statuses are ${statuses.join(", ")}, but without an interval there are no renotifications: ${fix}.`;
    findings.push(finding("renotify", message, { ...option("renotify_statuses") }));
  }
  return findings;
};

const escalation: MonitorRule = ({ options: { escalation_message: message, renotify_interval: interval } }) => {
  if (!message?.trim() || interval) return [];
  const sentence =
    "The escalation message is sent only with renotifications, and there are none: add renotify_interval, in minutes.";
  return [finding("escalation", sentence, option("escalation_message"))];
};

/** A notification for several groups at once: a part of the query's groups, or all as `*`. */
const notifyBy: MonitorRule = ({ options: { notify_by: keys }, condition }) => {
  const groups = condition?.groups;
  if (!keys || keys.length === 0 || !groups) return [];
  const place = option("notify_by");
  if (keys.includes("*")) {
    if (keys.length === 1) return [];
    const message = `notify_by is ${keys.join(", ")}, but "*" cannot be combined with other keys.`;
    return [finding("notify-by", message, { ...place, facts: { rule: "star" } })];
  }
  const unknown = keys.find((key) => !groups.includes(key));
  if (unknown !== undefined) {
    const has = groups.length === 0 ? "has no groups" : `groups by ${groups.join(", ")}`;
    const message = `notify_by contains ${unknown}, but the query ${has}.`;
    return [finding("notify-by", message, { ...place, facts: { rule: "unknown" } })];
  }
  if (!groups.every((group) => keys.includes(group))) return [];
  const message = `notify_by contains every group of the query (${groups.join(", ")}), which is the default: remove it.`;
  return [finding("notify-by", message, { ...place, facts: { rule: "all" } })];
};

export const NOTIFY_RULES: readonly MonitorRule[] = [
  noDataConflict,
  noDataTimeframe,
  groupRetention,
  renotify,
  escalation,
  notifyBy,
];
