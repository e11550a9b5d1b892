import type { MessageFacts } from "./facts";
import type { Template } from "./nodes";
import { renderMessage } from "./render";
import type { Moment } from "./vocabulary";

/** What a title begins with. */
const WORDS: Readonly<Record<Moment, string>> = {
  alert: "Triggered",
  warning: "Warn",
  alert_to_warning: "Warn",
  no_data: "No data",
  unknown: "Unknown",
  alert_recovery: "Recovered",
  warning_recovery: "Recovered",
  no_data_recovery: "Recovered",
  unknown_recovery: "Recovered",
  alert_renotify: "Re-Triggered",
  warning_renotify: "Re-Warn",
  no_data_renotify: "Re-No data",
};

export interface TitleOptions {
  /** The tags that triggered, `["stage:spark"]`; empty for a simple alert. */
  readonly group: readonly string[];
  /** Whether the title names them. @default true */
  readonly includeTags?: boolean;
}

/**
 * The title of a notification: `[P2] [Triggered on {stage:spark}] Slow stage`.
 * @param name of the monitor, which may hold variables
 * @see https://docs.datadoghq.com/monitors/guide/monitor_api_options/ (include_tags)
 */
export function notificationTitle(
  name: string | Template,
  facts: MessageFacts,
  { group, includeTags = true }: TitleOptions,
): string {
  const on = includeTags && group.length > 0 ? ` on {${[...group].sort().join(",")}}` : "";
  const priority = facts.priority === undefined ? "" : `[P${facts.priority}] `;
  return `${priority}[${WORDS[facts.moment]}${on}] ${renderMessage(name, facts).text}`;
}
