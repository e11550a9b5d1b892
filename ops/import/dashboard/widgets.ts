import { type Code, call, json, list, object, value } from "../../../datadog/code";
import {
  GROUP_COLORS,
  LINE_PALETTES,
  LIVE_SPANS,
  NOTE_COLORS,
  PALETTES,
  type UnplacedWidget,
} from "../../../datadog/definitions";
import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../../../datadog/json";
import { parseMetricQuery, toCode } from "../../../datadog/query";
import {
  attempt,
  type CallParts,
  callWith,
  type DashboardContext,
  fieldsCode,
  hasOnly,
  ofDefinitions,
  replacements,
  texts,
} from "./context";
import { respaced, sourcesCode, sourcesOf } from "./queries";
import { requestCodes, seriesCode, settingOf } from "./requests";

/** Ways to write a widget as a call, without its size. */
type Inverse = (definition: JsonObject, context: DashboardContext) => readonly CallParts[];

/**
 * The call that gives a widget, without its size; nothing where no function gives it.
 * @param definition of any type
 */
export function widgetParts(definition: JsonObject, context: DashboardContext): CallParts | undefined {
  const type = stringOf(definition.type) ?? "";
  const inverse = Object.hasOwn(INVERSES, type) ? INVERSES[type] : undefined;
  if (inverse === undefined) return undefined;
  const wanted = context.exact ? definition : (respaced(definition) as JsonObject);
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

const areTexts = (fields: JsonObject) => Object.values(fields).every((plain) => typeof plain === "string");

const titleOf = ({ title }: JsonObject) => value(stringOf(title) ?? "");

/** The one request of a widget. */
function onlyRequest({ requests }: JsonObject): JsonObject | undefined {
  const [request, another] = listOf(requests);
  return another === undefined && isObject(request) ? request : undefined;
}

const numberOf = (plain: unknown, usual?: number) =>
  typeof plain === "number" && plain !== usual ? value(plain) : undefined;

// ------------------------------------------------------------------------------------------------ charts

function timeseries(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
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

function markersCode(markers: unknown): Code | undefined {
  const isKnown = (marker: unknown) =>
    hasOnly(marker, ["value", "display_type", "label"], ["value", "display_type"]) &&
    areTexts(marker) &&
    /^(error|warning|ok|info) (solid|dashed|bold)$/.test(String(marker.display_type));
  return Array.isArray(markers) && markers.length > 0 && markers.every(isKnown) ? json(markers) : undefined;
}

/** An axis; its bounds are text. */
function axisCode(axis: unknown): Code | undefined {
  if (!hasOnly(axis, ["label", "scale", "min", "max", "include_zero"])) return undefined;
  const bounds = [axis.min, axis.max].map((bound) => (bound === "auto" ? undefined : Number(bound)));
  const isKnown = typeof axis.label === "string" && ["linear", "log", "sqrt"].includes(String(axis.scale));
  if (!isKnown || bounds.some(Number.isNaN) || typeof axis.include_zero !== "boolean") return undefined;
  return object({
    label: axis.label === "" ? undefined : value(axis.label as string),
    scale: settingOf(axis.scale, ["log", "sqrt"]),
    min: bounds[0] === undefined ? undefined : value(bounds[0]),
    max: bounds[1] === undefined ? undefined : value(bounds[1]),
    includeZero: axis.include_zero ? undefined : value(false),
  });
}

function eventsCode(events: unknown): Code | undefined {
  const isKnown =
    Array.isArray(events) && events.length > 0 && events.every((each) => hasOnly(each, ["q"]) && areTexts(each));
  return isKnown ? texts(events.map(({ q }) => q as string)) : undefined;
}

/** Colors by value, where each is one that the functions know. */
function formatsCode(formats: unknown): Code | undefined {
  const isKnown = (format: unknown) =>
    hasOnly(format, ["comparator", "value", "palette"]) &&
    ["<", "<=", ">", ">=", "="].includes(String(format.comparator)) &&
    typeof format.value === "number" &&
    (PALETTES as readonly unknown[]).includes(format.palette);
  return Array.isArray(formats) && formats.length > 0 && formats.every(isKnown) ? json(formats) : undefined;
}

/** Widgets with one request over one source. */
const scalarWidget =
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

const AGGREGATORS = ["avg", "sum", "min", "max", "last", "area", "l2norm", "percentile"];

/** The setting that gives the queries their aggregator: the usual one, or the one that they have. */
function aggregatorsOf({ queries }: JsonObject): readonly (Code | undefined)[] {
  const [first] = listOf(queries);
  const written = isObject(first) ? settingOf(first.aggregator, AGGREGATORS) : undefined;
  return [undefined, ...(written ? [written] : [])];
}

function table(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
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

function change(definition: JsonObject, context: DashboardContext): readonly CallParts[] {
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

const distribution =
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

// ------------------------------------------------------------------------------------------ other widgets

function streams(definition: JsonObject): readonly CallParts[] {
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

const SHOWN = ["hits", "errors", "latency", "breakdown", "distribution", "resource_list"] as const;

function serviceSummary(definition: JsonObject): readonly CallParts[] {
  const { service, env, span_name: spanName } = definition;
  if (typeof service !== "string" || typeof env !== "string" || typeof spanName !== "string") return [];
  const shown = SHOWN.filter((part) => definition[`show_${part}`] === true);
  const show = shown.join() === "hits,errors,latency" ? undefined : texts(shown);
  const of = object({ service: value(service), env: value(env), spanName: value(spanName) });
  return [{ name: "serviceSummary", args: [titleOf(definition), of], settings: { show } }];
}

function serviceMap(definition: JsonObject): readonly CallParts[] {
  const { service, filters } = objectOf(onlyRequest(definition)?.query);
  if (typeof service !== "string" || !Array.isArray(filters) || !filters.every((each) => typeof each === "string"))
    return [];
  return [
    { name: "serviceMap", args: [titleOf(definition), value(service), texts(filters as string[])], settings: {} },
  ];
}

function monitorSummary(definition: JsonObject): readonly CallParts[] {
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

const alertGraph: Inverse = (definition) => [
  {
    name: "alertGraph",
    args: [titleOf(definition), value(String(definition.alert_id))],
    settings: { vizType: settingOf(definition.viz_type, ["toplist"]) },
  },
];

const alertValue: Inverse = (definition) => [
  {
    name: "alertValue",
    args: [titleOf(definition), value(String(definition.alert_id))],
    settings: {
      precision: numberOf(definition.precision, 2),
      unit: typeof definition.unit === "string" && definition.unit !== "auto" ? value(definition.unit) : undefined,
    },
  },
];

const TIME_WINDOWS = ["7d", "30d", "90d", "week_to_date", "month_to_date", "previous_week", "previous_month"];

function sloSummary(definition: JsonObject): readonly CallParts[] {
  if (typeof definition.slo_id !== "string") return [];
  const { time_windows: windows, view_mode: mode, additional_query_filters: filters } = definition;
  const isKnown = Array.isArray(windows) && windows.every((each) => TIME_WINDOWS.includes(String(each)));
  const settings = {
    timeWindows: isKnown && windows.join() !== "7d,30d" ? json(windows) : undefined,
    showErrorBudget: definition.show_error_budget === false ? value(false) : undefined,
    viewMode: settingOf(mode, ["component", "both"]),
    additionalQueryFilters: typeof filters === "string" ? value(filters) : undefined,
  };
  return [{ name: "sloSummary", args: [titleOf(definition), value(definition.slo_id)], settings }];
}

const note: Inverse = ({ content, background_color: color, font_size: size, text_align: align }) =>
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
