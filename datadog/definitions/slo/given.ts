import { isObject, type Json, type JsonObject, listOf } from "../../json";
import type { Given } from "../kind";

/** Measured on recordings: the first threshold is shown in lists, and a metric SLO is kept in both of its forms. */
export const sloGiven: Given = {
  fields: [
    "id",
    "creator",
    "created_at",
    "modified_at",
    "monitor_tags",
    "type_id",
    "thresholds.target_display",
    "thresholds.warning_display",
  ],
  unordered: ["tags", "groups", "monitor_ids"],
  complete: (definition) => {
    const thresholds = listOf(definition.thresholds).filter(isObject);
    const shown = thresholds.find(({ timeframe }) => timeframe === definition.timeframe) ?? thresholds[0];
    // recorded: a metric SLO keeps its groups, and no monitors
    const { monitor_ids: monitors, ...rest } = definition;
    return {
      description: "",
      tags: [],
      ...rest,
      ...(definition.type === "monitor" && monitors !== undefined ? { monitor_ids: monitors } : {}),
      thresholds: thresholds.map(displayed),
      ...(shown ? { timeframe: shown.timeframe, target_threshold: shown.target, ...warningOf(shown) } : {}),
    };
  },
};

const warningOf = ({ warning }: JsonObject): JsonObject => (warning == null ? {} : { warning_threshold: warning });

/** `99.` for 99, `99.5` for 99.5. */
function displayed({ target_display: _, warning_display: __, ...threshold }: JsonObject): JsonObject {
  const { target, warning } = threshold;
  return {
    ...threshold,
    target_display: percentText(target),
    ...(warning == null ? {} : { warning_display: percentText(warning) }),
  };
}

function percentText(value: Json | undefined): string {
  const text = String(value);
  return text.includes(".") ? text : `${text}.`;
}
