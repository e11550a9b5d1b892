import { type Code, call, list, object, value } from "../../../../datadog/code";
import { LINE_PALETTES, type UnplacedWidget, WIDGET_AGGREGATORS } from "../../../../datadog/definitions";
import { isObject, type JsonObject, listOf, objectOf } from "../../../../datadog/json";
import { parseMetricQuery, toCode } from "../../../../datadog/query";
import {
  attempt,
  type CallParts,
  callWith,
  type DashboardContext,
  fieldsCode,
  ofDefinitions,
  replacements,
} from "../context";
import { sourcesCode, sourcesOf } from "../queries";
import { requestCodes, seriesCode, settingOf } from "../requests";
import { type Inverse, numberOf, onlyRequest, titleOf } from "./parts";
import { axisCode, eventsCode, formatsCode, markersCode } from "./settings";

export function timeseries(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
  const requests = listOf(definition.requests).map((request) =>
    isObject(request) ? seriesCode(request, context) : undefined,
  );
  if (requests.length === 0 || requests.includes(undefined)) return [];
  const codes = requests as readonly Code[];
  const args = [titleOf(definition), codes.length === 1 ? codes[0]! : list(codes)];
  const settings = {
    markers: markersCode(definition.markers),
    yaxis: axisCode(definition.yaxis),
    rightYaxis: axisCode(definition.right_yaxis),
    events: eventsCode(definition.events),
  };
  return [undefined, value(false)].map((legend) => ({ name: "timeseries", args, settings: { legend, ...settings } }));
}

/** Widgets with one request over one source. */
export const scalarWidget =
  (
    name: "queryValue" | "toplist",
    settingsOf: (definition: JsonObject, request: JsonObject) => CallParts["settings"],
  ): Inverse =>
  (definition, context) => {
    const request = onlyRequest(definition);
    if (request === undefined) return [];
    return aggregatorsOf(request).flatMap((aggregator) => {
      const parts = (source: Code): CallParts => ({
        name,
        args: [titleOf(definition), source],
        settings: { aggregator, ...settingsOf(definition, request) },
      });
      return requestCodes(request, context, parts, firstRequest).flatMap(callParts);
    });
  };

const firstRequest = (made: unknown) =>
  onlyRequest(objectOf((made as UnplacedWidget | undefined)?.definition as never));

/** A call as its parts again, its settings being the last argument where that is an object. */
function callParts(code: Code): CallParts[] {
  if (code.kind !== "call" || code.callee.kind !== "exported") return [];
  const last = code.args.at(-1);
  const name = code.callee.name as CallParts["name"];
  if (last?.kind !== "object" || code.args.length < 3) return [{ name, args: code.args, settings: {} }];
  const settings = Object.fromEntries(last.entries.filter((entry) => !("spread" in entry)) as [string, Code][]);
  return [{ name, args: code.args.slice(0, -1), settings }];
}

/** The setting that gives the queries their aggregator: the usual one, or the one that they have. */
function aggregatorsOf({ queries }: JsonObject): readonly (Code | undefined)[] {
  const [first] = listOf(queries);
  const written = isObject(first) ? settingOf(first.aggregator, WIDGET_AGGREGATORS) : undefined;
  return [undefined, ...(written ? [written] : [])];
}

export function table(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
  const request = onlyRequest(definition);
  const sources = request && sourcesOf(request, context);
  if (request === undefined || sources === undefined) return [];
  const formulas = listOf(request.formulas) as readonly JsonObject[];
  const columns = sources.map(([[way], alias], index): readonly [Code, string | undefined] => {
    const { conditional_formats: formats, cell_display_mode: display } = formulas[index]!;
    const extra = { formats: formatsCode(formats), display: settingOf(display, ["bar"]) };
    return [extra.formats || extra.display ? object({ value: way, ...extra }) : way!, alias];
  });
  const argument = sourcesCode(columns);
  if (argument?.kind !== "object") return [];
  const sort = objectOf(request.sort);
  const [by] = listOf(sort.order_by);
  return aggregatorsOf(request).flatMap((aggregator) => {
    const settings = { aggregator, limit: numberOf(sort.count, 50), order: settingOf(objectOf(by).order, ["asc"]) };
    const parts: CallParts = { name: "table", args: [titleOf(definition), argument], settings };
    const made = firstRequest(attempt(callWith(parts), context));
    const fields = made && replacements(request, made, ["queries", "formulas"]);
    return fields ? [{ ...parts, settings: { ...settings, request: fieldsCode(fields) } }] : [];
  });
}

export function change(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
  const request = onlyRequest(definition);
  const [, present] = listOf(request?.queries);
  if (request === undefined || !isObject(present) || typeof present.query !== "string") return [];
  const parsed = parseMetricQuery(present.query);
  if (!parsed.ok || parsed.node.kind === "list") return [];
  context.metrics.note(parsed.node);
  const code = toCode(parsed.node, { metric: context.metrics.codeOf, modules: context.metrics.modules });
  if (code === undefined) return [];
  return aggregatorsOf(request).map((aggregator) => ({
    name: "change",
    args: [titleOf(definition), code],
    settings: {
      aggregator,
      compareTo: settingOf(request.compare_to, ["hour_before", "day_before", "month_before"]),
      changeType: settingOf(request.change_type, ["absolute"]),
      increaseGood: request.increase_good === true ? value(true) : undefined,
      orderBy: settingOf(request.order_by, ["name", "present", "past"]),
      orderDir: settingOf(request.order_dir, ["asc"]),
      showPresent: request.show_present === false ? value(false) : undefined,
    },
  }));
}

export const distribution =
  (name: "heatmap" | "distributionOf"): Inverse =>
  (definition, context) => {
    const request = onlyRequest(definition);
    if (request === undefined) return [];
    const settings = {
      palette: settingOf(objectOf(request.style).palette, LINE_PALETTES, "dog_classic"),
      legend: definition.show_legend === true ? value(true) : undefined,
      yaxis: axisCode(definition.yaxis),
    };
    return spreadSources(request, context).map((source) => ({ name, args: [titleOf(definition), source], settings }));
  };

/** All samples of a metric, or the groups of a query. */
function spreadSources(request: JsonObject, context: DashboardContext): readonly Code[] {
  const settings = { metric: context.metrics.codeOf, modules: context.metrics.modules };
  const text = request.request_type === "histogram" ? objectOf(request.query).query : request.q;
  if (typeof text !== "string") {
    const [[ways] = []] = sourcesOf(request, context) ?? [];
    return ways ?? [];
  }
  const parsed = parseMetricQuery(text);
  if (!parsed.ok || parsed.node.kind === "list") return [];
  context.metrics.note(parsed.node);
  const isSamples = request.request_type === "histogram" && parsed.node.kind === "metric";
  const code = toCode(isSamples ? { ...parsed.node, aggregator: "avg" } : parsed.node, settings);
  if (code === undefined) return [];
  return [isSamples ? call(ofDefinitions("samplesOf"), code) : code];
}
