import { isObject, type Json, type JsonObject, listOf, stringOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest, notFound } from "../refusal";

/** Creates a manual dashboard list. */
export function createDashboardList(org: Org, body: JsonObject): JsonObject {
  const id = org.ids.number("dashboard-list", 100_001);
  const time = org.timestamp();
  const list: JsonObject = { id, name: nameOf(body), created: time, modified: time, items: [] };
  org.dashboardLists.set(id, list);
  return answerOf(org, list);
}

export function readDashboardList(org: Org, id: number): JsonObject {
  return answerOf(org, find(org, id));
}

export function renameDashboardList(org: Org, id: number, body: JsonObject): JsonObject {
  const list: JsonObject = { ...find(org, id), name: nameOf(body), modified: org.timestamp() };
  org.dashboardLists.set(id, list);
  return answerOf(org, list);
}

export function deleteDashboardList(org: Org, id: number): JsonObject {
  find(org, id);
  org.dashboardLists.delete(id);
  return { deleted_dashboard_list_id: id };
}

export function listDashboardLists(org: Org): JsonObject[] {
  return [...org.dashboardLists.values()].map((list) => answerOf(org, list));
}

/** The dashboards of a list with their titles; deleted ones are no longer in it. */
export function dashboardsOfList(org: Org, id: number): JsonObject[] {
  return itemsOf(org, find(org, id)).map((item) => {
    const dashboard = org.dashboards.get(item.id) ?? {};
    return {
      author: { name: author.name, handle: author.handle },
      created: dashboard.created_at,
      modified: dashboard.modified_at,
      title: dashboard.title,
      url: dashboard.url,
      tags: dashboard.tags ?? null,
      is_read_only: dashboard.is_read_only ?? false,
      ...item,
      is_favorite: false,
      is_shared: false,
      icon: null,
      integration_id: null,
      popularity: 0,
    };
  });
}

/** Adds dashboards; answers those that were not in the list before. */
export function addToDashboardList(org: Org, id: number, body: JsonObject): JsonObject[] {
  const before = itemsOf(org, find(org, id));
  const added = namedIn(org, body).filter((item) => !before.some((other) => other.id === item.id));
  setItems(org, id, [...before, ...added]);
  return added.map(shown);
}

/** Makes the list hold exactly these dashboards. */
export function setDashboardList(org: Org, id: number, body: JsonObject): JsonObject[] {
  const items = namedIn(org, body);
  setItems(org, id, items);
  return items.map(shown);
}

/** Takes dashboards out; answers those that were in the list. */
export function removeFromDashboardList(org: Org, id: number, body: JsonObject): JsonObject[] {
  const before = itemsOf(org, find(org, id));
  const names = new Set(namedIn(org, body).map((item) => item.id));
  setItems(
    org,
    id,
    before.filter((item) => !names.has(item.id)),
  );
  return before.filter((item) => names.has(item.id)).map(shown);
}

interface Item {
  readonly id: string;
  readonly type: string;
}

const shown = ({ type, id }: Item): JsonObject => ({ type, id });

function find(org: Org, id: number): JsonObject {
  const list = org.dashboardLists.get(id);
  if (list === undefined) throw notFound(`Manual Dashboard List with id ${id} not found`);
  return list;
}

function nameOf(body: JsonObject): string {
  const name = stringOf(body.name);
  if (name === undefined || name === "") throw badRequest("The value provided for parameter 'name' is invalid");
  return name;
}

function answerOf(org: Org, list: JsonObject): JsonObject {
  return {
    author: { name: author.name, handle: author.handle },
    created: list.created,
    dashboards: null,
    dashboard_count: itemsOf(org, list).length,
    id: list.id,
    is_favorite: false,
    modified: list.modified,
    name: list.name,
    type: "manual_dashboard_list",
  };
}

function itemsOf(org: Org, list: JsonObject): Item[] {
  return toItems(org, list.items);
}

function namedIn(org: Org, body: JsonObject): Item[] {
  if (!Array.isArray(body.dashboards)) throw badRequest("The value provided for parameter 'dashboards' is invalid");
  const items = toItems(org, body.dashboards as Json);
  return items.filter((item, place) => items.findIndex((other) => other.id === item.id) === place);
}

/** Entries that name a dashboard of the org; its layout says what it is called in a list. */
function toItems(org: Org, value: Json | undefined): Item[] {
  return listOf(value).flatMap((entry) => {
    const id = isObject(entry) ? stringOf(entry.id) : undefined;
    const dashboard = id === undefined ? undefined : org.dashboards.get(id);
    if (id === undefined || dashboard === undefined) return [];
    return [{ id, type: dashboard.layout_type === "free" ? "custom_screenboard" : "custom_timeboard" }];
  });
}

function setItems(org: Org, id: number, items: readonly Item[]): void {
  org.dashboardLists.set(id, { ...find(org, id), items: items.map(shown), modified: org.timestamp() });
}
