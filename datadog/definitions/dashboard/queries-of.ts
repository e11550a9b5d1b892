import type { DashboardDefinition } from "./types";

/** In which language a text of a dashboard is written. */
export type DashboardLanguage = "metrics" | "formula" | "search" | "monitors";

/** A query of a dashboard, and where it stands. */
export interface DashboardQuery {
  /** To the text: `["widgets", 0, "definition", "requests", 0, "queries", 0, "query"]`. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** `metrics`: the query language; `search`: that of logs, spans and events; `monitors`: that of the monitor list. */
  readonly language: DashboardLanguage;
  /** Under which formulas call it. */
  readonly name?: string;
  /** The names that a formula may use. */
  readonly names?: readonly string[];
  readonly widget: { readonly type: string; readonly title?: string };
}

/**
 * Every query of a dashboard or of an exported one, in the order of the widgets, those inside groups included: of metrics,
 * formulas and searches, in today's shape (`queries`, `formulas`) and the older ones (`q`, `log_query`, `apm_query` …).
 */
export function queriesOf(dashboard: Pick<DashboardDefinition, "widgets"> | Json): readonly DashboardQuery[] {
  return ofWidgets((dashboard as Json).widgets, ["widgets"]);
}

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];
type Found = Omit<DashboardQuery, "widget">;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function ofWidgets(widgets: unknown, path: Path): DashboardQuery[] {
  return items(widgets, path).flatMap(([widget, at]) => ofDefinition(widget.definition, [...at, "definition"]));
}

function ofDefinition(definition: unknown, path: Path): DashboardQuery[] {
  if (!isObject(definition) || typeof definition.type !== "string") return [];
  const { type, title } = definition;
  const widget = { type, ...(typeof title === "string" ? { title } : {}) };
  const found = [
    ...ofRequests(definition.requests, [...path, "requests"]),
    ...items(definition.events, [...path, "events"]).flatMap(([event, at]) => text(event, at, "q", "search")),
    ...ofQueryWidget(type, definition, path),
  ];
  return [
    ...found.map((query) => ({ ...query, widget })),
    ...ofWidgets(definition.widgets, [...path, "widgets"]),
    ...ofDefinition(definition.source_widget_definition, [...path, "source_widget_definition"]),
  ];
}

/** Widgets that are a search themselves. */
const SEARCH_WIDGETS = new Set(["log_stream", "event_stream", "event_timeline"]);

function ofQueryWidget(type: string, definition: Json, path: Path): Found[] {
  if (SEARCH_WIDGETS.has(type)) return text(definition, path, "query", "search");
  if (type === "manage_status") return text(definition, path, "query", "monitors");
  return [];
}

/** A list of requests; host maps and scatter plots have an object of them. */
function ofRequests(requests: unknown, path: Path): Found[] {
  if (Array.isArray(requests)) return items(requests, path).flatMap(([request, at]) => ofRequest(request, at));
  if (!isObject(requests)) return [];
  return Object.entries(requests).flatMap(([key, value]) => {
    if (Array.isArray(value)) return items(value, [...path, key]).flatMap(([item, at]) => ofRequest(item, at));
    return isObject(value) ? ofRequest(value, [...path, key]) : [];
  });
}

/** The older fields of a request that hold one search each. */
const SEARCHES = [
  "log_query",
  "apm_query",
  "rum_query",
  "network_query",
  "security_query",
  "event_query",
  "audit_query",
  "profile_metrics_query",
];

function ofRequest(request: Json, path: Path): Found[] {
  const queries = items(request.queries, [...path, "queries"]);
  const names = queries.flatMap(([{ name }]) => (typeof name === "string" ? [name] : []));
  return [
    ...text(request, path, "q", "metrics"),
    ...queries.flatMap(([query, at]) => ofQuery(query, at)),
    ...(isObject(request.query) ? ofQuery(request.query, [...path, "query"]) : []),
    ...SEARCHES.flatMap((key) => ofSearch(request[key], [...path, key])),
    ...items(request.formulas, [...path, "formulas"]).flatMap(([formula, at]) =>
      text(formula, at, "formula", "formula").map((found) => ({ ...found, names })),
    ),
  ];
}

/** Where queries stand in the language of metrics. */
const METRIC_SOURCES = new Set(["metrics", "cloud_cost"]);

function ofQuery(query: Json, path: Path): Found[] {
  const name = typeof query.name === "string" ? { name: query.name } : {};
  const metrics = METRIC_SOURCES.has(String(query.data_source)) ? text(query, path, "query", "metrics") : [];
  const found = [...metrics, ...ofSearch(query, path), ...text(query, path, "query_string", "search")];
  return found.map((each) => ({ ...each, ...name }));
}

function ofSearch(query: unknown, path: Path): Found[] {
  if (!isObject(query) || !isObject(query.search)) return [];
  return text(query.search, [...path, "search"], "query", "search");
}

function text(parent: Json, path: Path, key: string, language: DashboardLanguage): Found[] {
  const value = parent[key];
  return typeof value === "string" ? [{ path: [...path, key], text: value, language }] : [];
}

/** The objects of a list, each with its path. */
function items(list: unknown, path: Path): (readonly [Json, Path])[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, place) => (isObject(item) ? [[item, [...path, place]] as const] : []));
}
