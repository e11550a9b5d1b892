import { isObject, type Json, type JsonObject, listOf, objectOf, stringsOf, without } from "../json";
import type { Org } from "./org";

/** An object as its author wrote it and Datadog completed it: without ids, times, people and states. */
export interface DeclaredObject {
  readonly kind: string;
  /** Its name, title or reference; of two with the same name the second is `name (2)`. */
  readonly name: string;
  readonly definition: JsonObject;
}

const made =
  /^(id|org_id|reference|raw|created|created_at|createdAt|created_by|modified|modified_at|modifiedAt|modified_by|author_handle|author_name|creator|url|deleted|overall_state|overall_state_modified|restriction_policy|assets|managed)$/;

/** Paths of lists whose order means nothing. */
const unordered = /^\.tags$|^\.attributes\.(group_by|tags|aggregations)$|^\.options\.renotify_statuses$/;

/**
 * Everything that was declared in an org, in the order of kind and name, in a form that is the same whichever way it
 * came in: two orgs with the same objects have the same snapshot.
 */
export function declaredObjects(org: Org): DeclaredObject[] {
  const objects = [
    ...named(
      "monitor",
      org.monitors.values(),
      ({ name }) => name,
      (monitor) => monitorDefinition(org, monitor),
    ),
    ...named("dashboard", org.dashboards.values(), ({ title }) => title, withoutWidgetIds),
    ...named(
      "dashboard list",
      org.dashboardLists.values(),
      ({ name }) => name,
      (list) => listDefinition(org, list),
    ),
    ...[...org.metricMetadata].map(([name, definition]) => ({ kind: "metric metadata", name, definition })),
    ...named("metric tag configuration", org.tagConfigurations.values(), ({ id }) => id),
    ...named("log pipeline", org.logsPipelines.values(), ({ name }) => name),
    ...named("logs metric", org.logsMetrics.values(), ({ id }) => id),
    ...named("spans metric", org.spansMetrics.values(), ({ id }) => id),
    ...named("retention filter", org.retentionFilters.values(), ({ attributes }) => objectOf(attributes).name),
    ...named("catalog entity", org.catalogEntities.values(), ({ reference }) => reference),
  ];
  return objects.sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function named(
  kind: string,
  objects: Iterable<JsonObject>,
  nameOf: (object: JsonObject) => Json | undefined,
  definitionOf: (object: JsonObject) => JsonObject = (object) => object,
): DeclaredObject[] {
  const seen = new Map<string, number>();
  const plain = [...objects].map((object) => ({
    kind,
    name: String(nameOf(object)),
    definition: objectOf(cleaned(definitionOf(object), "")),
  }));
  // Objects of one name are told apart by what they are, not by who came first.
  plain.sort((a, b) => compare(JSON.stringify(a.definition), JSON.stringify(b.definition)));
  return plain.map((object) => {
    const count = (seen.get(object.name) ?? 0) + 1;
    seen.set(object.name, count);
    return count === 1 ? object : { ...object, name: `${object.name} (${count})` };
  });
}

/** Without what the org made, keys in alphabetical order. */
function cleaned(value: Json | undefined, path: string): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => cleaned(item, `${path}[]`));
    if (!unordered.test(path)) return items;
    return items.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  }
  if (!isObject(value)) return value ?? null;
  // Ids inside an object's definition are its own: those of a formula, a category.
  const top = path === "" || path === ".attributes" || path.endsWith(".metadata");
  const kept = Object.entries(value).filter(([key, item]) => item !== undefined && !(top && made.test(key)));
  return Object.fromEntries(
    kept.sort(([a], [b]) => compare(a, b)).map(([key, item]) => [key, cleaned(item, `${path}.${key}`)]),
  );
}

/** A composite names monitors by id: here by name. */
function monitorDefinition(org: Org, monitor: JsonObject): JsonObject {
  if (monitor.type !== "composite") return monitor;
  const query = String(monitor.query).replace(/\d+/g, (id) => {
    const name = org.monitors.get(Number(id))?.name;
    return name === undefined ? id : JSON.stringify(name);
  });
  return { ...monitor, query };
}

function withoutWidgetIds(value: JsonObject): JsonObject {
  if (!Array.isArray(value.widgets)) return value;
  const ids = listOf(value.widgets).map((widget) => objectOf(widget).id);
  const widgets = listOf(value.widgets).map((widget) => {
    if (!isObject(widget)) return widget;
    const definition = isObject(widget.definition) ? withoutWidgetIds(widget.definition) : widget.definition;
    return { ...without(widget, "id"), definition };
  });
  const tabs = listOf(value.tabs).map((tab) => ({
    ...objectOf(tab),
    widget_ids: listOf(objectOf(tab).widget_ids).map((id) => `@${ids.indexOf(id) + 1}`),
  }));
  return { ...value, widgets, ...(Array.isArray(value.tabs) ? { tabs } : {}) };
}

function listDefinition(org: Org, list: JsonObject): JsonObject {
  const titles = listOf(list.items).map((item) => org.dashboards.get(String(objectOf(item).id))?.title);
  return { name: list.name, dashboards: stringsOf(titles.map((title) => title ?? null)).sort() };
}
