import { explain, parseMonitorQuery } from "../../datadog/query";

/** The condition of a monitor in words; its query where there are none. */
export function conditionText(query: string): string {
  const parsed = parseMonitorQuery(query);
  if (!parsed.ok) return query;
  const [when = "", ...rest] = explain(parsed.node).split("\n");
  // The parts that a long condition names are indented below it.
  const parts = rest.filter((line) => line.startsWith(" ")).map((line) => line.trim());
  // When it alerts, and for what; how often Datadog looks would be the same of each.
  return [when, ...parts, ...rest.slice(parts.length, parts.length + 1)].join(" ");
}
