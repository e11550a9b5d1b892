import { explain, parseMonitorQuery } from "../../datadog/query";

/** The condition of a monitor in words; its query where there are none. */
export function conditionText(query: string): string {
  const parsed = parseMonitorQuery(query);
  if (!parsed.ok) return query;
  // When it alerts, and for what; how often Datadog looks would be the same of each.
  return explain(parsed.node).split("\n").slice(0, 2).join(" ");
}
