import { isObject, type Json, type JsonObject, listOf } from "../../json";
import { author, type Org } from "../org";
import { answerOf } from "./store";

/** Creates a dashboard from a body of `POST /api/v1/dashboard`; refuses (400) one that breaks a rule. */
export function createDashboard(org: Org, body: JsonObject): JsonObject {
  const time = org.timestamp();
  const { id } = org.dashboards.create(body, ({ title }) => {
    const made = org.ids.dashboard();
    const given = {
      id: made,
      url: url(made, title),
      author_handle: author.handle,
      author_name: author.name,
      created_at: time,
      modified_at: time,
    };
    return { id: made, given };
  });
  return numbered(org, id);
}

/** The dashboard, or the 404 that Datadog answers. */
export function readDashboard(org: Org, id: string): JsonObject {
  return answerOf(org.dashboards.read(id));
}

/** Replaces a dashboard's definition; its id, author and time of creation stay. */
export function updateDashboard(org: Org, id: string, body: JsonObject): JsonObject {
  org.dashboards.replace(id, body, { url: url(id, body.title), modified_at: org.timestamp() });
  return numbered(org, id);
}

export function deleteDashboard(org: Org, id: string): JsonObject {
  org.dashboards.delete(id);
  return { deleted_dashboard_id: id };
}

/** Dashboards as the list shows them: without their widgets. */
export function listDashboards(org: Org): JsonObject[] {
  return org.dashboards.values().map((dashboard) => ({
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

/** Gives the widgets their ids, which tabs name them by. */
function numbered(org: Org, id: string): JsonObject {
  const { definition } = org.dashboards.read(id);
  const widgets = listOf(definition.widgets).map((widget) => withId(org, widget));
  const tabs = Array.isArray(definition.tabs)
    ? { tabs: listOf(definition.tabs).map((tab) => tabOf(tab, widgets)) }
    : {};
  return answerOf(org.dashboards.set(id, { definition: { ...definition, ...tabs, widgets } }));
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

/** A dashboard's address ends in its title in lower case, without marks, at most 80 characters. */
function url(id: string, title: Json | undefined): string {
  const words = String(title)
    .toLowerCase()
    .replace(/[^a-z0-9\s-]/g, "");
  return `/dashboard/${id}/${words.trim().replace(/\s+/g, "-").slice(0, 80)}`;
}
