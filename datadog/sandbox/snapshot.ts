import { type DefinitionKind, declared, KINDS } from "../definitions";
import { isObject, type Json, type JsonObject, listOf, numbersOf, objectOf, stringsOf } from "../json";
import type { ObjectStore, StoredObject } from "./objects/store";
import { shown } from "./objects/webhooks";
import type { Org } from "./org";

/** An object as its author wrote it and Datadog completed it: without ids, times, people and states. */
export interface DeclaredObject {
  readonly kind: string;
  /** Its name, title or reference; of two with the same name the second is `name (2)`. */
  readonly name: string;
  readonly definition: JsonObject;
}

/**
 * Everything that was declared in an org, in the order of kind and name, in a form that is the same whichever way it
 * came in: two orgs with the same objects have the same snapshot.
 */
export function declaredObjects(org: Org): DeclaredObject[] {
  const objects = [
    ...named(KINDS.monitor, org.monitors, ({ definition }) => monitorDefinition(org, definition)),
    ...named(KINDS.dashboard, org.dashboards, ({ definition }) => dashboardDefinition(definition)),
    ...named(KINDS.dashboardList, org.dashboardLists, ({ definition, state }) => ({
      ...definition,
      dashboards: dashboardsOf(org, state),
    })),
    ...named(KINDS.metricMetadata, org.metricMetadata),
    ...named(KINDS.tagConfiguration, org.tagConfigurations),
    ...named(KINDS.logPipeline, org.logsPipelines),
    ...named(KINDS.logsMetric, org.logsMetrics),
    ...named(KINDS.spansMetric, org.spansMetrics),
    ...named(KINDS.retentionFilter, org.retentionFilters),
    ...named(KINDS.catalogEntity, org.catalogEntities),
    ...named(KINDS.slo, org.slos, ({ definition }) => sloDefinition(org, definition)),
    ...named(KINDS.sloCorrection, org.sloCorrections),
    ...named(KINDS.downtime, current(org.downtimes), ({ definition }) => downtimeDefinition(org, definition)),
    ...named(KINDS.notificationRule, org.notificationRules),
    ...named(KINDS.webhook, org.webhooks),
    ...named(KINDS.webhookVariable, org.webhookVariables, shown),
  ];
  return objects.sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** @param definitionOf the definition, with the names of others in place of their ids */
function named<Id extends string | number>(
  kind: DefinitionKind,
  store: Pick<ObjectStore<Id>, "all">,
  definitionOf: (object: StoredObject<Id>) => JsonObject = ({ definition }) => definition,
): DeclaredObject[] {
  const seen = new Map<string, number>();
  const plain = store.all().map((object) => ({
    kind: kind.name,
    name: kind.nameOf(object.definition),
    definition: objectOf(sorted(definitionOf(object), kind)),
  }));
  // Objects of one name are told apart by what they are, not by who came first.
  plain.sort((a, b) => compare(JSON.stringify(a.definition), JSON.stringify(b.definition)));
  return plain.map((object) => {
    const count = (seen.get(object.name) ?? 0) + 1;
    seen.set(object.name, count);
    return count === 1 ? object : { ...object, name: `${object.name} (${count})` };
  });
}

/** Keys in alphabetical order, and lists whose order means nothing. */
function sorted(definition: JsonObject, { given }: DefinitionKind): Json {
  const sort = (value: Json | undefined, path: string): Json => {
    if (Array.isArray(value)) {
      const items = value.map((item: Json) => sort(item, path));
      if (!given.unordered?.includes(path)) return items;
      return items.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
    }
    if (!isObject(value)) return value ?? null;
    const kept = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(
      kept
        .sort(([a], [b]) => compare(a, b))
        .map(([key, item]) => [key, sort(item, path === "" ? key : `${path}.${key}`)]),
    );
  };
  return sort(definition, "");
}

/** A composite names monitors by id, an SLO alert its SLO: here by name. */
function monitorDefinition(org: Org, monitor: JsonObject): JsonObject {
  const query = String(monitor.query);
  if (monitor.type === "composite") return { ...monitor, query: query.replace(/\d+/g, (id) => monitorName(org, id)) };
  if (monitor.type !== "slo alert") return monitor;
  return { ...monitor, query: query.replace(/[\da-f]{32}/, (id) => String(org.slos.get(id)?.name ?? id)) };
}

function monitorName(org: Org, id: string | number): string {
  const name = org.monitors.get(Number(id))?.name;
  return name === undefined ? String(id) : JSON.stringify(name);
}

/** An SLO names its monitors by id: here by name. */
function sloDefinition(org: Org, slo: JsonObject): JsonObject {
  const ids = numbersOf(slo.monitor_ids);
  return ids.length === 0 ? slo : { ...slo, monitor_ids: ids.map((id) => monitorName(org, id)) };
}

/** So does a downtime of one monitor. */
function downtimeDefinition(org: Org, { attributes, ...downtime }: JsonObject): JsonObject {
  const { monitor_identifier: identifier, ...rest } = objectOf(attributes);
  const { monitor_id: id } = objectOf(identifier);
  const named = typeof id === "number" ? { monitor_id: monitorName(org, id) } : identifier;
  return { ...downtime, attributes: { ...rest, monitor_identifier: named } };
}

/** Without the downtimes that were canceled, which Datadog keeps. */
function current(downtimes: Org["downtimes"]): Pick<Org["downtimes"], "all"> {
  return { all: () => downtimes.all().filter(({ given }) => objectOf(given.attributes).canceled === null) };
}

/** Without the ids of widgets, which tabs name: here they name them by place. */
function dashboardDefinition(dashboard: JsonObject): JsonObject {
  const plain = declared(KINDS.dashboard.given, dashboard);
  if (!Array.isArray(dashboard.tabs)) return plain;
  const ids = listOf(dashboard.widgets).map((widget) => objectOf(widget).id);
  const tabs = listOf(dashboard.tabs).map((tab) => ({
    ...objectOf(tab),
    widget_ids: listOf(objectOf(tab).widget_ids).map((id) => `@${ids.indexOf(id) + 1}`),
  }));
  return { ...plain, tabs };
}

function dashboardsOf(org: Org, { items }: JsonObject): string[] {
  const titles = listOf(items).map((item) => org.dashboards.get(String(objectOf(item).id))?.title);
  return stringsOf(titles.map((title) => title ?? null)).sort();
}
