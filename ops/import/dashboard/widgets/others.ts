import { json, object, value } from "../../../../datadog/code";
import { NOTE_COLORS, SERVICE_PARTS, SLO_TIME_WINDOWS } from "../../../../datadog/definitions";
import { type JsonObject, listOf, objectOf } from "../../../../datadog/json";
import { type CallParts, texts } from "../context";
import { settingOf } from "../requests";
import { type Inverse, numberOf, onlyRequest, titleOf } from "./parts";

export function streams(definition: JsonObject): readonly CallParts[] {
  const request = onlyRequest(definition);
  const { data_source: source, query_string: search } = objectOf(request?.query);
  if (request === undefined || typeof search !== "string") return [];
  const fields = listOf(request.columns).map((column) => objectOf(column).field);
  const columns = fields.every((field) => typeof field === "string") ? texts(fields as string[]) : undefined;
  const names = { logs_stream: "logStream", trace_stream: "traceStream" } as const;
  const name =
    typeof source === "string" && Object.hasOwn(names, source) ? names[source as keyof typeof names] : undefined;
  if (name === undefined) return [];
  const args = [titleOf(definition), value(search)];
  return [undefined, columns].map((each) => ({ name, args, settings: { columns: each } }));
}

export function serviceSummary(definition: JsonObject): readonly CallParts[] {
  const { service, env, span_name: spanName } = definition;
  if (typeof service !== "string" || typeof env !== "string" || typeof spanName !== "string") return [];
  const shown = SERVICE_PARTS.filter((part) => definition[`show_${part}`] === true);
  const show = shown.join() === "hits,errors,latency" ? undefined : texts(shown);
  const of = object({ service: value(service), env: value(env), spanName: value(spanName) });
  return [{ name: "serviceSummary", args: [titleOf(definition), of], settings: { show } }];
}

export function serviceMap(definition: JsonObject): readonly CallParts[] {
  const { service, filters } = objectOf(onlyRequest(definition)?.query);
  if (typeof service !== "string" || !Array.isArray(filters) || !filters.every((each) => typeof each === "string"))
    return [];
  return [
    { name: "serviceMap", args: [titleOf(definition), value(service), texts(filters as string[])], settings: {} },
  ];
}

export function monitorSummary(definition: JsonObject): readonly CallParts[] {
  const tags = String(definition.query).split(" ");
  if (!tags.every((tag) => tag.startsWith("tag:"))) return [];
  const settings = {
    displayFormat: settingOf(definition.display_format, ["counts", "list"]),
    sort: settingOf(definition.sort, ["name,asc", "name,desc", "status,desc", "triggered,desc", "triggered,asc"]),
    showPriority: definition.show_priority === false ? value(false) : undefined,
  };
  const args = [titleOf(definition), texts(tags.map((tag) => tag.slice("tag:".length)))];
  return [{ name: "monitorSummary", args, settings }];
}

export const alertGraph: Inverse = (definition) => [
  {
    name: "alertGraph",
    args: [titleOf(definition), value(String(definition.alert_id))],
    settings: { vizType: settingOf(definition.viz_type, ["toplist"]) },
  },
];

export const alertValue: Inverse = (definition) => [
  {
    name: "alertValue",
    args: [titleOf(definition), value(String(definition.alert_id))],
    settings: {
      precision: numberOf(definition.precision, 2),
      unit: typeof definition.unit === "string" && definition.unit !== "auto" ? value(definition.unit) : undefined,
    },
  },
];

export function sloSummary(definition: JsonObject): readonly CallParts[] {
  if (typeof definition.slo_id !== "string") return [];
  const { time_windows: windows, view_mode: mode, additional_query_filters: filters } = definition;
  const isKnown =
    Array.isArray(windows) && windows.every((each) => (SLO_TIME_WINDOWS as readonly unknown[]).includes(each));
  const settings = {
    timeWindows: isKnown && windows.join() !== "7d,30d" ? json(windows) : undefined,
    showErrorBudget: definition.show_error_budget === false ? value(false) : undefined,
    viewMode: settingOf(mode, ["component", "both"]),
    additionalQueryFilters: typeof filters === "string" ? value(filters) : undefined,
  };
  return [{ name: "sloSummary", args: [titleOf(definition), value(definition.slo_id)], settings }];
}

export const note: Inverse = ({ content, background_color: color, font_size: size, text_align: align }) =>
  typeof content === "string"
    ? [
        {
          name: "note",
          args: [value(content)],
          settings: {
            color: settingOf(color, NOTE_COLORS, "white"),
            fontSize: /^\d+$/.test(String(size)) ? numberOf(Number(size), 14) : undefined,
            align: settingOf(align, ["center", "right"]),
          },
        },
      ]
    : [];
