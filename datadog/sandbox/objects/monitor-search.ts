import type { MonitorDefinition } from "../../definitions";
import { isObject, type JsonObject, objectOf, stringsOf } from "../../json";
import { handlesOf } from "../../messages";
import { type MonitorQuery, metricsIn, parseMonitorQuery, parseSearch, type Search } from "../../query";
import { scopeTagsOf } from "../alerting";
import { matcher, type StoredEvent } from "../events";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { listDowntimesV1, matching } from "./downtimes-v1";
import { answerOf, type StoredObject } from "./store";

/** A monitor as searches see it. */
export interface FoundMonitor {
  readonly id: number;
  /** As `GET /api/v1/monitor/{id}` answers it. */
  readonly monitor: JsonObject;
  readonly name: string;
  readonly status: string;
  /** What its type is called in searches: `metric`, `log`, `custom`. */
  readonly classification: string;
  readonly tags: readonly string[];
  /** The metrics or the check that its query reads. */
  readonly metrics: readonly string[];
  /** `env:prod`; `*` where its query reads everything. */
  readonly scopes: readonly string[];
  /** Without the @. */
  readonly handles: readonly string[];
  /** Whether all of it is muted now. */
  readonly muted: boolean;
}

/**
 * The monitors that a search finds, in the order in which they were created; refused (400) where it cannot be read.
 * @see https://docs.datadoghq.com/monitors/manage/search/
 */
export function searchMonitors(org: Org, query = ""): FoundMonitor[] {
  const result = parseSearch(query);
  if (!result.ok) throw badRequest(`Invalid search query: ${result.errors[0]?.message ?? query}`);
  const matches = matcherOf(result.node);
  const downtimes = listDowntimesV1(org, true).filter(({ scope }) => stringsOf(scope).join() === "*");
  return org.monitors.all().flatMap((stored) => {
    const found = foundMonitor(org, stored, downtimes);
    return matches(found) ? [found] : [];
  });
}

type Matches = (found: FoundMonitor) => boolean;

/** A search is matched as one over events is, but for the fields that only monitors have. */
function matcherOf(search: Search): Matches {
  switch (search.kind) {
    case "searchAnd": {
      const operands = search.operands.map(matcherOf);
      return (found) => operands.every((one) => one(found));
    }
    case "searchOr": {
      const operands = search.operands.map(matcherOf);
      return (found) => operands.some((one) => one(found));
    }
    case "searchNot": {
      const operand = matcherOf(search.operand);
      return (found) => !operand(found);
    }
    case "searchFacet":
      return search.key === "title" || search.key === "message"
        ? textMatcher(search.key, search)
        : eventMatcher(search);
    case "searchTerm": {
      const matches = eventMatcher(search);
      return (found) => search.text === String(found.id) || matches(found);
    }
    default:
      return eventMatcher(search);
  }
}

function eventMatcher(search: Search): Matches {
  const matches = matcher(search);
  return (found) => matches(asEvent(found));
}

/** `title:text` looks for words of the title alone. */
function textMatcher(field: "title" | "message", search: Extract<Search, { kind: "searchFacet" }>): Matches {
  const { value: text, quoted, range } = search;
  const matches = matcher({ kind: "searchTerm", text, quoted, range });
  return (found) => matches({ kind: "events", time: 0, [field]: asEvent(found)[field] });
}

function asEvent({ id, monitor, ...found }: FoundMonitor): StoredEvent {
  const { name, handle, email } = objectOf(monitor.creator);
  const facets = {
    id: [String(id)],
    type: [found.classification],
    muted: [String(found.muted)],
    creator: [name, handle, email],
    tag: found.tags,
    metric: found.metrics,
    scope: found.scopes,
    notification: found.handles,
    priority: typeof monitor.priority === "number" ? [`p${monitor.priority}`] : [],
  };
  const named = Object.entries(facets).flatMap(([key, values]) => values.map((value) => `${key}:${value}`));
  return {
    kind: "events",
    time: 0,
    title: found.name,
    message: String(monitor.message ?? ""),
    status: found.status,
    tags: [...named, ...found.tags],
  };
}

// ------------------------------------------------------------------------------------------------ found

function foundMonitor(org: Org, stored: StoredObject<number>, downtimes: readonly JsonObject[]): FoundMonitor {
  const monitor = answerOf(stored);
  const parsed = parseMonitorQuery(String(monitor.query));
  const query = parsed.ok ? parsed.node : undefined;
  const handles = handlesOf(String(monitor.message ?? "")).map(({ handle }) => handle.replace(/^@/, ""));
  const scopes = query ? Object.entries(scopeTagsOf(query)).map(([key, value]) => `${key}:${value}`) : [];
  return {
    id: stored.id,
    monitor,
    name: String(monitor.name),
    status: String(monitor.overall_state),
    classification: classificationOf(monitor.type as MonitorDefinition["type"]),
    tags: stringsOf(monitor.tags),
    metrics: query ? metricsOf(query) : [],
    scopes: scopes.length > 0 ? scopes : ["*"],
    handles: [...new Set(handles)],
    muted: isSilenced(org, monitor) || matching(downtimes, stored).length > 0,
  };
}

function isSilenced(org: Org, { options }: JsonObject): boolean {
  const { silenced } = objectOf(options);
  if (!isObject(silenced) || !Object.hasOwn(silenced, "*")) return false;
  const until = silenced["*"];
  return typeof until !== "number" || until * 1000 > org.now();
}

function metricsOf(query: MonitorQuery): string[] {
  if (query.kind === "serviceCheck") return [query.check];
  return [...new Set(metricsIn(query).map(({ metric }) => metric))];
}

/** What searches call a type where it is not the type without "alert"; recorded are metric, custom, log and synthetics. */
const CLASSIFICATIONS: Readonly<Record<string, string>> = {
  "metric alert": "metric",
  "query alert": "metric",
  "service check": "custom",
  "event-v2 alert": "event",
};

const classificationOf = (type: string) => CLASSIFICATIONS[type] ?? type.replace(/ alert$/, "");
