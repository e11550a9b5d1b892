import { isObject, type Json, type JsonObject, listOf, stringOf } from "../../json";
import { author, type Org } from "../org";
import { badRequest } from "../refusal";
import type { StoredObject } from "./store";

/** Creates a manual dashboard list. */
export function createDashboardList(org: Org, body: JsonObject): JsonObject {
  const time = org.timestamp();
  const made = org.dashboardLists.create(body, () => {
    const id = org.ids.number("dashboard-list", 100_001);
    return { id, given: { created: time, modified: time }, state: { items: [] } };
  });
  return listAnswer(org, made);
}

export function readDashboardList(org: Org, id: number): JsonObject {
  return listAnswer(org, org.dashboardLists.read(id));
}

export function renameDashboardList(org: Org, id: number, body: JsonObject): JsonObject {
  return listAnswer(org, org.dashboardLists.replace(id, body, { modified: org.timestamp() }));
}

export function deleteDashboardList(org: Org, id: number): JsonObject {
  org.dashboardLists.delete(id);
  return { deleted_dashboard_list_id: id };
}

export function listDashboardLists(org: Org): JsonObject[] {
  return org.dashboardLists.all().map((list) => listAnswer(org, list));
}

/** The dashboards of a list with their titles; deleted ones are no longer in it. */
export function dashboardsOfList(org: Org, id: number): JsonObject[] {
  return itemsOf(org, org.dashboardLists.read(id)).map((item) => {
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
  const before = itemsOf(org, org.dashboardLists.read(id));
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
  const before = itemsOf(org, org.dashboardLists.read(id));
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

function listAnswer(org: Org, list: StoredObject<number>): JsonObject {
  return {
    author: { name: author.name, handle: author.handle },
    created: list.given.created,
    dashboards: null,
    dashboard_count: itemsOf(org, list).length,
    id: list.id,
    is_favorite: false,
    modified: list.given.modified,
    name: list.definition.name,
    type: "manual_dashboard_list",
  };
}

function itemsOf(org: Org, list: StoredObject<number>): Item[] {
  return toItems(org, list.state.items);
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
  const { given } = org.dashboardLists.read(id);
  org.dashboardLists.set(id, { given: { ...given, modified: org.timestamp() }, state: { items: items.map(shown) } });
}
