import { isObject, type Json, type JsonObject, listOf, stringsOf } from "../../json";
import { author, type Org } from "../org";
import { notFound } from "../refusal";
import { assertedDashboard } from "./dashboard-rules";

/** Creates a dashboard from a body of `POST /api/v1/dashboard`; refuses (400) one that breaks a rule. */
export function createDashboard(org: Org, body: JsonObject): JsonObject {
  assertedDashboard(body);
  const id = org.ids.dashboard();
  return store(org, id, body, org.timestamp());
}

/** The dashboard, or the 404 that Datadog answers. */
export function readDashboard(org: Org, id: string): JsonObject {
  const dashboard = org.dashboards.get(id);
  if (dashboard === undefined) throw notFound(`Dashboard with ID ${id} not found`);
  return dashboard;
}

/** Replaces a dashboard's definition; its id, author and time of creation stay. */
export function updateDashboard(org: Org, id: string, body: JsonObject): JsonObject {
  const before = readDashboard(org, id);
  assertedDashboard(body);
  return store(org, id, body, before.created_at);
}

export function deleteDashboard(org: Org, id: string): JsonObject {
  readDashboard(org, id);
  org.dashboards.delete(id);
  return { deleted_dashboard_id: id };
}

/** Dashboards as the list shows them: without their widgets. */
export function listDashboards(org: Org): JsonObject[] {
  return [...org.dashboards.values()].map((dashboard) => ({
    id: dashboard.id,
    title: dashboard.title,
    description: dashboard.description,
    layout_type: dashboard.layout_type,
    url: dashboard.url,
    is_read_only: dashboard.is_read_only,
    created_at: dashboard.created_at,
    modified_at: dashboard.modified_at,
    author_handle: dashboard.author_handle,
    deleted_at: null,
  }));
}

function store(org: Org, id: string, body: JsonObject, created: Json | undefined): JsonObject {
  const widgets = listOf(body.widgets).map((widget) => withId(org, widget));
  const dashboard: JsonObject = {
    description: null,
    is_read_only: false,
    notify_list: null,
    template_variables: null,
    ...body,
    ...(Array.isArray(body.notify_list) ? { notify_list: stringsOf(body.notify_list).sort() } : {}),
    ...(Array.isArray(body.tabs) ? { tabs: listOf(body.tabs).map((tab) => tabOf(tab, widgets)) } : {}),
    widgets,
    id,
    url: `/dashboard/${id}/${slug(String(body.title))}`,
    author_handle: author.handle,
    author_name: author.name,
    created_at: created,
    modified_at: org.timestamp(),
  };
  org.dashboards.set(id, dashboard);
  return dashboard;
}

/** Every widget carries an id, those inside a group too; the rest stays as it was sent. */
function withId(org: Org, widget: Json): Json {
  if (!isObject(widget)) return widget;
  const { definition } = widget;
  const inner =
    isObject(definition) && Array.isArray(definition.widgets)
      ? { definition: { ...definition, widgets: listOf(definition.widgets).map((item) => withId(org, item)) } }
      : {};
  const id = typeof widget.id === "number" ? widget.id : org.ids.number("widget", 1_000_000_000_001);
  return { ...widget, ...inner, id };
}

/** A tab names its widgets by place, `@1` the first; Datadog answers their ids. */
function tabOf(tab: Json, widgets: readonly Json[]): Json {
  if (!isObject(tab)) return tab;
  const ids = listOf(tab.widget_ids).map((name) => {
    const place = typeof name === "string" ? /^@(\d{1,4})$/.exec(name)?.[1] : undefined;
    const widget = place === undefined ? undefined : widgets[Number(place) - 1];
    return isObject(widget) ? (widget.id ?? name) : name;
  });
  return { ...tab, widget_ids: ids };
}

/** The end of a dashboard's address: its title in lower case, without marks, at most 80 characters. */
function slug(title: string): string {
  const words = title.toLowerCase().replace(/[^a-z0-9\s-]/g, "");
  return words.trim().replace(/\s+/g, "-").slice(0, 80);
}
