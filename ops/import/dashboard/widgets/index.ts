import { json } from "../../../../datadog/code";
import { GROUP_COLORS, LIVE_SPANS, type UnplacedWidget } from "../../../../datadog/definitions";
import { type JsonObject, listOf, objectOf, stringOf } from "../../../../datadog/json";
import {
  attempt,
  type CallParts,
  callWith,
  type DashboardContext,
  fieldsCode,
  hasOnly,
  replacements,
} from "../context";
import { respaced } from "../queries";
import { settingOf } from "../requests";
import { change, distribution, scalarWidget, table, timeseries } from "./charts";
import {
  alertGraph,
  alertValue,
  monitorSummary,
  note,
  serviceMap,
  serviceSummary,
  sloSummary,
  streams,
} from "./others";
import { areTexts, type Inverse, numberOf } from "./parts";
import { formatsCode } from "./settings";

/**
 * The call that gives a widget, without its size; nothing where no function gives it.
 * @param definition of any type
 */
export function widgetParts(definition: JsonObject, context: DashboardContext): CallParts | undefined {
  const type = stringOf(definition.type) ?? "";
  const inverse = Object.hasOwn(INVERSES, type) ? INVERSES[type] : undefined;
  if (inverse === undefined) return undefined;
  const wanted = context.reformat ? (respaced(definition) as JsonObject) : definition;
  const found = inverse(wanted, context).flatMap((parts) => {
    const common = { ...parts, settings: { ...parts.settings, ...commonSettings(wanted, parts) } };
    const made = attempt(callWith(common), context) as UnplacedWidget | undefined;
    const fields =
      made && replacements(wanted, made.definition as unknown as JsonObject, ["type", "requests", "widgets"]);
    if (fields === undefined) return [];
    const count = Object.keys(fields).length;
    return [{ count, parts: { ...common, settings: { ...common.settings, fields: fieldsCode(fields) } } }];
  });
  return found.sort((a, b) => a.count - b.count)[0]?.parts;
}

/** Any widget as it is. */
export function rawParts(definition: JsonObject): CallParts {
  return { name: "rawWidget", args: [json(definition)], settings: {} };
}

/** The settings that all widgets have, but notes and groups. */
function commonSettings({ time, custom_links: links }: JsonObject, { name }: CallParts): CallParts["settings"] {
  if (name === "note" || name === "group") return {};
  const span = hasOnly(time, ["live_span"]) ? settingOf(time.live_span, LIVE_SPANS) : undefined;
  const isLinks = Array.isArray(links) && links.every((link) => hasOnly(link, ["label", "link"]) && areTexts(link));
  return { time: span, customLinks: isLinks ? json(links) : undefined };
}

const INVERSES: Readonly<Record<string, Inverse>> = {
  timeseries,
  query_value: scalarWidget("queryValue", (definition, request) => ({
    precision: numberOf(definition.precision, 2),
    formats: formatsCode(request.conditional_formats),
    background: settingOf(objectOf(definition.timeseries_background).type, ["area", "bars"]),
  })),
  toplist: scalarWidget("toplist", (_, request) => {
    const sort = objectOf(request.sort);
    return {
      limit: numberOf(sort.count, 10),
      order: settingOf(objectOf(listOf(sort.order_by)[0]).order, ["asc"]),
      formats: formatsCode(request.conditional_formats),
    };
  }),
  query_table: table,
  change,
  heatmap: distribution("heatmap"),
  distribution: distribution("distributionOf"),
  list_stream: streams,
  trace_service: serviceSummary,
  topology_map: serviceMap,
  manage_status: monitorSummary,
  alert_graph: alertGraph,
  alert_value: alertValue,
  slo: sloSummary,
  note,
};

/** The settings of a group, beside its widgets and its place. */
export const groupColor = (definition: JsonObject) =>
  settingOf(definition.background_color, GROUP_COLORS, "vivid_blue");
