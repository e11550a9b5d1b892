import { isObject, type JsonObject } from "../../json";
import type { DashboardDefinition } from "./types";

/** In which language a text of a dashboard is written. */
export type DashboardLanguage = "metrics" | "formula" | "search" | "monitors";

/** A query of a dashboard, and where it stands. */
export interface DashboardQuery {
  /** To the text: `["widgets", 0, "definition", "requests", 0, "queries", 0, "query"]`. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** `metrics`: the query language; `search`: that of logs, spans and events; `monitors`: that of the lists of monitors and SLOs. */
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
export function queriesOf(
  dashboard: Pick<DashboardDefinition, "widgets"> | Readonly<Record<string, unknown>>,
): readonly DashboardQuery[] {
  const finder = new Finder();
  finder.widgets(dashboard as JsonObject);
  return finder.found;
}

/** Widgets that are a search themselves. */
const SEARCH_WIDGETS = new Set(["log_stream", "event_stream", "event_timeline"]);

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

/** Where queries stand in the language of metrics. */
const METRIC_SOURCES = new Set(["metrics", "cloud_cost"]);

/** Walks down a dashboard and keeps the way in one list, since dashboards are large and most fields hold no query. */
class Finder {
  readonly found: DashboardQuery[] = [];
  private readonly path: (string | number)[] = [];
  private widget: DashboardQuery["widget"] = { type: "" };

  widgets(parent: JsonObject): void {
    this.each(parent, "widgets", (widget) =>
      this.into(widget, "definition", (definition) => this.definition(definition)),
    );
  }

  private definition(definition: JsonObject): void {
    const { type, title, requests } = definition;
    if (typeof type !== "string") return;
    this.widget = typeof title === "string" ? { type, title } : { type };
    if (Array.isArray(requests)) this.each(definition, "requests", (request) => this.request(request));
    else this.into(definition, "requests", (object) => this.requestsByKey(object));
    this.each(definition, "events", (event) => this.text(event, "q", "search"));
    if (SEARCH_WIDGETS.has(type)) this.text(definition, "query", "search");
    if (type === "manage_status") this.text(definition, "query", "monitors");
    this.widgets(definition);
    this.into(definition, "source_widget_definition", (source) => this.definition(source));
  }

  /** Host maps and scatter plots name their requests. */
  private requestsByKey(requests: JsonObject): void {
    for (const key of Object.keys(requests)) {
      if (Array.isArray(requests[key])) this.each(requests, key, (request) => this.request(request));
      else this.into(requests, key, (request) => this.request(request));
    }
  }

  private request(request: JsonObject): void {
    this.text(request, "q", "metrics");
    const names: string[] = [];
    this.each(request, "queries", (query) => {
      if (typeof query.name === "string") names.push(query.name);
      this.query(query);
    });
    this.into(request, "query", (query) => this.query(query));
    for (const key of SEARCHES) this.into(request, key, (query) => this.search(query));
    this.each(request, "formulas", (formula) => this.text(formula, "formula", "formula", { names }));
  }

  private query(query: JsonObject): void {
    const named = typeof query.name === "string" ? { name: query.name } : {};
    if (METRIC_SOURCES.has(String(query.data_source))) this.text(query, "query", "metrics", named);
    this.search(query, named);
    // SLOs, like monitors, are found by their own tags.
    const language = this.widget.type === "slo_list" ? "monitors" : "search";
    this.text(query, "query_string", language, named);
  }

  private search(query: JsonObject, named: Partial<DashboardQuery> = {}): void {
    this.into(query, "search", (search) => this.text(search, "query", "search", named));
  }

  private text(parent: JsonObject, key: string, language: DashboardLanguage, more: Partial<DashboardQuery> = {}): void {
    const text = parent[key];
    if (typeof text !== "string") return;
    this.found.push({ path: [...this.path, key], text, language, ...more, widget: this.widget });
  }

  private into(parent: JsonObject, key: string, visit: (child: JsonObject) => void): void {
    const child = parent[key];
    if (!isObject(child)) return;
    this.path.push(key);
    visit(child);
    this.path.pop();
  }

  /** Every object of a list. */
  private each(parent: JsonObject, key: string, visit: (item: JsonObject) => void): void {
    const list = parent[key];
    if (!Array.isArray(list)) return;
    this.path.push(key);
    list.forEach((item, place) => {
      if (!isObject(item)) return;
      this.path.push(place);
      visit(item);
      this.path.pop();
    });
    this.path.pop();
  }
}
