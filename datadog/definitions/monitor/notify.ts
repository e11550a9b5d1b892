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
    const fix = type === "service check" ? "use notify_no_data and no_data_timeframe" : "leave it out";
    const message = `A monitor of type "${type}" has no on_missing_data: ${fix}.`;
    return [finding("no-data-conflict", message, { ...place })];
  }
  const old = (["notify_no_data", "no_data_timeframe"] as const).find((name) => options[name]);
  if (old === undefined) return [];
  const message = `on_missing_data is "${way}" and ${old} is ${options[old]}: they are two ways to say the same, keep one.`;
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
    const message = `no_data_timeframe is ${minutes}: it is a number of minutes, 0 or more.`;
    return [finding("no-data-timeframe", message, { ...place, facts: { rule: "negative" } })];
  }
  // without its notification it means nothing, and exports carry it along
  if (!notifies) return [];
  if (type === "log alert") {
    const message = "A log alert has no no_data_timeframe: say what missing data means by on_missing_data.";
    return [finding("no-data-timeframe", message, { ...place, facts: { rule: "log" } })];
  }
  const retention = retentionMinutes(facts);
  if (minutes <= retention) return [];
  const message = `no_data_timeframe is ${minutes} minutes, and a group without data is forgotten after ${retention}: wait ${retention} minutes at most.`;
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
  const message = `group_retention_duration is "${text}": it is a time from one hour to 72, such as 60m, 12h or 2d.`;
  return [finding("group-retention", message, { ...option("group_retention_duration") })];
};

/** Reminders need an interval; what is said of them without one is never read. */
const renotify: MonitorRule = ({ options }) => {
  const { renotify_interval: interval, renotify_occurrences: occurrences, renotify_statuses: statuses } = options;
  const findings: Finding[] = [];
  if (typeof interval === "number" && interval < 0) {
    const message = `renotify_interval is ${interval}: it is a number of minutes, 0 or more.`;
    findings.push(finding("renotify", message, { ...option("renotify_interval") }));
  }
  const fix = "add renotify_interval, in minutes, or leave it out";
  if (occurrences && !interval) {
    const message = `renotify_occurrences is ${occurrences}, and without an interval there are no reminders: ${fix}.`;
    findings.push(finding("renotify", message, { ...option("renotify_occurrences") }));
  } else if (typeof occurrences === "number" && interval && occurrences < 1) {
    const message = `renotify_occurrences is ${occurrences}: it is 1 or more.`;
    findings.push(finding("renotify", message, { ...option("renotify_occurrences") }));
  }
  if (statuses && statuses.length > 0 && !interval) {
    const message = `renotify_statuses are ${statuses.join(", ")}, and without an interval there are no reminders: ${fix}.`;
    findings.push(finding("renotify", message, { ...option("renotify_statuses") }));
  }
  return findings;
};

const escalation: MonitorRule = ({ options: { escalation_message: message, renotify_interval: interval } }) => {
  if (!message?.trim() || interval) return [];
  const sentence =
    "The escalation message is sent with reminders alone, and there are none: add renotify_interval, in minutes.";
  return [finding("escalation", sentence, option("escalation_message"))];
};

/** A notification for several groups at once: a part of the query's groups, or all as `*`. */
const notifyBy: MonitorRule = ({ options: { notify_by: keys }, condition }) => {
  const groups = condition?.groups;
  if (!keys || keys.length === 0 || !groups) return [];
  const place = option("notify_by");
  if (keys.includes("*")) {
    if (keys.length === 1) return [];
    const message = `notify_by is ${keys.join(", ")}: "*" means all groups and stands alone.`;
    return [finding("notify-by", message, { ...place, facts: { rule: "star" } })];
  }
  const unknown = keys.find((key) => !groups.includes(key));
  if (unknown !== undefined) {
    const has = groups.length === 0 ? "has no groups" : `groups by ${groups.join(", ")}`;
    const message = `notify_by names ${unknown}, and the query ${has}.`;
    return [finding("notify-by", message, { ...place, facts: { rule: "unknown" } })];
  }
  if (!groups.every((group) => keys.includes(group))) return [];
  const message = `notify_by names every group of the query (${groups.join(", ")}), which is what happens without it: leave it out.`;
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
