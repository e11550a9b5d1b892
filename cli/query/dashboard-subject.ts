import type { Path, Places } from "./json-places";
import { querySubject } from "./query-subject";
import type { FoundQuery, QueryKind, Subject } from "./subject";
import { isObject, type Json, type JsonObject } from "./terraform-monitor";

/** A dashboard that was found in a file. */
export interface FoundDashboard {
  readonly definition: JsonObject;
  /** The dashboard's place in the document. */
  readonly path: Path;
  readonly names: readonly string[];
  readonly encode?: FoundQuery["encode"];
}

/** Every query of a dashboard, each as one thing to check. */
export function dashboardSubjects({ definition, path, names, encode }: FoundDashboard, places: Places): Subject[] {
  const title = typeof definition.title === "string" ? [...names, definition.title] : names;
  const subjects: Subject[] = [];
  for (const { kind, path: inside } of queriesIn(definition.widgets, ["widgets"])) {
    const text = places.string([...path, ...inside]);
    if (text) subjects.push({ ...querySubject(kind, text, encode), names: title });
  }
  return subjects;
}

interface QueryPlace {
  readonly kind: QueryKind;
  readonly path: Path;
}

/** The queries of all widgets, in the order of the file. Widgets nest one level in Datadog; here any number is followed. */
function* queriesIn(value: Json, path: Path): Generator<QueryPlace> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* queriesIn(item, [...path, index]);
  }
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (typeof inner === "string") {
      if (isMetricQuery(key, value, path)) yield { kind: "metric", path: here };
      else if (key === "formula") yield { kind: "formula", path: here };
    } else if (key === "search" && isObject(inner) && SEARCHED.has(value.data_source)) {
      if (typeof inner.query === "string") yield { kind: "search", path: [...here, "query"] };
    } else yield* queriesIn(inner, here);
  }
}

/** Data sources whose queries are written in the metric language. */
const IN_METRIC_LANGUAGE: ReadonlySet<Json> = new Set(["metrics", "cloud_cost"]);
/** Data sources whose `search.query` is written in the search syntax. */
const SEARCHED: ReadonlySet<Json> = new Set(["logs", "rum", "spans", "events", "audit", "ci_tests", "ci_pipelines"]);

/** `query` beside its data source, and the older `q` of a request; the `q` of an event overlay is a search. */
function isMetricQuery(key: string, object: JsonObject, path: Path): boolean {
  if (key === "query") return IN_METRIC_LANGUAGE.has(object.data_source);
  return key === "q" && path.includes("requests");
}
