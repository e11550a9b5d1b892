import { queriesOf } from "../../../../definitions";
import type { JsonObject } from "../../../../json";
import { metricsIn, parseMetricQuery } from "../../../../query";
import type { View } from "../data/view";
import type { TextPart } from "../parts";

/** Why there is nothing to see: the metrics without points, or that nothing was found. */
export function emptyText(definition: JsonObject, { series, from, to }: View): TextPart {
  const queries = queriesOf({ widgets: [{ definition }] });
  const metrics = queries.flatMap(({ language, text }) => (language === "metrics" ? namesIn(text) : []));
  const unknown = [...new Set(metrics)].filter((metric) => series.series(metric).length === 0);
  const hours = Math.round(((to - from) / 3600) * 10) / 10;
  const range = hours >= 1 ? `${hours} h` : `${Math.round((to - from) / 60)} min`;
  if (unknown.length > 0) {
    const names =
      unknown.length > 2 ? `${unknown.slice(0, 2).join(", ")}, and ${unknown.length - 2} more` : unknown.join(" and ");
    return { kind: "text", role: "empty", text: `No data: nothing has reported ${names}` };
  }
  return { kind: "text", role: "empty", text: `No data in the last ${range}` };
}

function namesIn(text: string): readonly string[] {
  const parsed = parseMetricQuery(text);
  return parsed.ok ? metricsIn(parsed.node).map(({ metric }) => metric) : [];
}

/** What does not come from Datadog's documentation, small below a chart. */
export function remarks(notes: readonly string[]): TextPart[] {
  return [...new Set(notes)].map((text) => ({ kind: "text", role: "remark", text }));
}
