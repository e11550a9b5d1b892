import { isObject, type JsonObject } from "../json";

/** What a JSON value is, by the keys that only such a thing has; the first that fits. */
const KINDS: readonly { readonly name: string; holds(value: JsonObject): boolean }[] = [
  { name: "dashboard", holds: ({ widgets }) => Array.isArray(widgets) },
  { name: "log pipeline", holds: ({ processors }) => Array.isArray(processors) },
  { name: "notebook", holds: ({ cells }) => Array.isArray(cells) },
  { name: "Synthetics test", holds: ({ config, locations }) => isObject(config) && Array.isArray(locations) },
  {
    name: "SLO",
    holds: ({ query, monitor_ids: monitors, sli_specification: sli, thresholds }) =>
      Array.isArray(thresholds) && (isObject(query) || Array.isArray(monitors) || isObject(sli)),
  },
  {
    name: "downtime",
    holds: ({ scope, monitor_identifier: monitor, monitor_tags: tags, monitor_id: id, recurrence, schedule }) =>
      isObject(monitor) || (scope !== undefined && [tags, id, recurrence, schedule].some((part) => part !== undefined)),
  },
  { name: "monitor", holds: ({ query }) => query !== undefined },
];

/** What the second API calls its objects, which it wraps in `{ type, attributes }`. */
const API_TYPES: Readonly<Record<string, string>> = {
  downtime: "downtime",
  logs_metrics: "log-based metric",
  spans_metrics: "span-based metric",
  manage_tags: "metric tag configuration",
  retention_filter: "retention filter",
};

/** What a value is: `monitor`, `SLO`; undefined for what is known by none of its keys. */
export function kindOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  if (isObject(value.attributes) && typeof value.type === "string" && Object.hasOwn(API_TYPES, value.type)) {
    return API_TYPES[value.type];
  }
  return KINDS.find(({ holds }) => holds(value))?.name;
}
