import type { MonitorDefinition } from "../../definitions";
import { MOMENTS, type Moment } from "../../messages";
import { explain, metricsIn, parseMonitorQuery } from "../../query";
import type { Notification } from "../alerting";

/** What the variables of a webhook are filled with. */
export interface WebhookFacts {
  readonly notification: Notification;
  readonly monitor: MonitorDefinition;
  /** Of the event that the notification is. */
  readonly id: string;
  /** The same for all notifications about a group of a monitor, and for those from when it triggers until it recovers. */
  readonly keys: { readonly aggregation: string; readonly cycle: string };
  readonly org: { readonly id: number; readonly name: string };
  /** Who made the monitor. */
  readonly author: { readonly name: string; readonly handle: string; readonly email: string };
}

/**
 * The variables of webhooks, by name without the dollar.
 * @see https://docs.datadoghq.com/integrations/webhooks/#variables
 */
export function webhookVariables(facts: WebhookFacts): Readonly<Record<string, string>> {
  const { notification, monitor, id, keys, org, author } = facts;
  const { time, moment, title, text, group, monitor: monitorId } = notification;
  const groupTags = Object.entries(group.tags).map(([key, value]) => `${key}:${value}`);
  const [metric = ""] = metricsOf(monitor.query);
  const milliseconds = String(time * 1000);
  const priority = notification.priority ?? monitor.priority;
  return {
    AGGREG_KEY: keys.aggregation,
    ALERT_CYCLE_KEY: keys.cycle,
    ALERT_ID: monitorId,
    ALERT_METRIC: metric,
    ALERT_PRIORITY: priority ? `P${priority}` : "",
    ALERT_QUERY: monitor.query,
    ALERT_SCOPE: groupTags.join(", "),
    ALERT_STATUS: statusOf(monitor.query),
    ALERT_TITLE: title,
    ALERT_TRANSITION: TRANSITIONS[moment],
    ALERT_TYPE: alertTypeOf(moment),
    DATE: milliseconds,
    EMAIL: author.email,
    EVENT_MSG: text,
    EVENT_TITLE: title,
    EVENT_TYPE: EVENT_TYPES[monitor.type] ?? `${monitor.type.replaceAll(" ", "_")}_monitor`,
    HOSTNAME: group.tags.host ?? "",
    ID: id,
    LAST_UPDATED: milliseconds,
    LINK: `https://app.datadoghq.com/monitors/${monitorId}`,
    LOGS_SAMPLE: "",
    METRIC_NAMESPACE: metric.split(".")[0] ?? "",
    ORG_ID: String(org.id),
    ORG_NAME: org.name,
    PRIORITY: "normal",
    SNAPSHOT: "",
    TAGS: [...(monitor.tags ?? []), ...groupTags].join(", "),
    TEXT_ONLY_MSG: text,
    USER: author.name,
    USERNAME: author.handle,
  };
}

/** Type of alert notification. A reminder is a transition of its own. */
const TRANSITIONS: Readonly<Record<Moment, string>> = {
  alert: "Triggered",
  warning: "Warn",
  alert_to_warning: "Warn",
  no_data: "No Data",
  unknown: "Triggered",
  alert_recovery: "Recovered",
  warning_recovery: "Recovered",
  no_data_recovery: "Recovered",
  unknown_recovery: "Recovered",
  alert_renotify: "Re-Triggered",
  warning_renotify: "Re-Warn",
  no_data_renotify: "Re-No Data",
};

function alertTypeOf(moment: Moment): string {
  const blocks: readonly string[] = MOMENTS[moment];
  if (blocks.includes("is_recovery")) return "success";
  return blocks.includes("is_warning") ? "warning" : "error";
}

/** @see https://docs.datadoghq.com/integrations/webhooks/#variables ($EVENT_TYPE) */
const EVENT_TYPES: Readonly<Record<string, string>> = {
  "metric alert": "metric_alert_monitor",
  "query alert": "query_alert_monitor",
  "service check": "service_check",
  "log alert": "log_alert",
  "event-v2 alert": "event_v2_alert",
  "process alert": "process_alert_monitor",
  "rum alert": "rum_alert",
  "trace-analytics alert": "trace_analytics_alert",
  composite: "composite_monitor",
  "slo alert": "slo_alert",
};

function metricsOf(query: string): readonly string[] {
  const parsed = parseMonitorQuery(query);
  return parsed.ok ? metricsIn(parsed.node).map(({ metric }) => metric) : [];
}

/** The condition in words; Datadog's own words are not documented. */
function statusOf(query: string): string {
  const parsed = parseMonitorQuery(query);
  return parsed.ok ? (explain(parsed.node).split("\n")[0] ?? "") : query;
}

/**
 * A text with its variables filled in: `$EVENT_TITLE`, `$TAGS[team]`; what is no variable stays.
 * @param values by name without the dollar
 * @param written how a value stands in the text @default as it is
 */
export function filledIn(
  text: string,
  values: Readonly<Record<string, string>>,
  written: (value: string, name: string) => string = (value) => value,
): string {
  return text.replace(/\$([A-Z][A-Z0-9_]*)(?:\[([^\]]*)\])?/g, (whole, name: string, key: string | undefined) => {
    if (key !== undefined && name === "TAGS") return written(tagIn(values.TAGS ?? "", key), name);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : `${written(value, name)}${key === undefined ? "" : `[${key}]`}`;
  });
}

/** The value of a tag: `data` of `team:data, env:prod` by `team`. */
function tagIn(tags: string, key: string): string {
  return (
    tags
      .split(", ")
      .find((tag) => tag.startsWith(`${key}:`))
      ?.slice(key.length + 1) ?? ""
  );
}
