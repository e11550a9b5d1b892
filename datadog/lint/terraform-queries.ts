import { isObject } from "../json";
import type { SourcePath } from "../source";
import type { Found } from "./monitor-subject";
import { querySubject } from "./query-subject";
import type { QueryKind, Subject } from "./subject";

/** Resources that are written as blocks, with queries in them. */
export const BLOCK_RESOURCES: readonly string[] = [
  "datadog_dashboard",
  "datadog_powerpack",
  "datadog_service_level_objective",
];

/**
 * The attributes that hold queries, by the block that they are in or, where that does not matter, by themselves.
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/dashboard
 */
const KINDS: ReadonlyMap<string, QueryKind> = new Map([
  ["q", "metric"],
  ["event.q", "search"],
  ["metric_query.query", "metric"],
  ["cloud_cost_query.query", "metric"],
  ["query.numerator", "metric"],
  ["query.denominator", "metric"],
  ["formula_expression", "formula"],
  ["search.query", "search"],
  ["search_query", "search"],
  ["query_string", "search"],
  ["event_stream_definition.query", "search"],
  ["event_timeline_definition.query", "search"],
  ["log_stream_definition.query", "search"],
]);

/** Every query of a resource that is written as blocks, each as one thing to check. */
export function blockSubjects(
  attributes: unknown,
  { document, path, names, comments, rewritable }: Omit<Found, "definition">,
): Subject[] {
  const within = (value: unknown, at: SourcePath, block: string): Subject[] => {
    if (Array.isArray(value)) return value.flatMap((item: unknown, index) => within(item, [...at, index], block));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const place = [...at, key];
      // `dynamic "request" { content { … } }` makes blocks `request`
      if (block === "dynamic")
        return contentsOf(inner, place).flatMap(([content, inside]) => within(content, inside, key));
      const kind = KINDS.get(`${block}.${key}`) ?? KINDS.get(key);
      const text = kind && inner !== "" ? document.string(place) : undefined;
      if (!kind || !text) return within(inner, place, key);
      return [querySubject(kind, text, { names, comments, rewrite: rewritable ? document.rewrite(place) : undefined })];
    });
  };
  return within(attributes, path, "");
}

/** The content of a dynamic block, which JSON may have in a list. */
function contentsOf(dynamic: unknown, path: SourcePath): (readonly [unknown, SourcePath])[] {
  if (Array.isArray(dynamic)) return dynamic.flatMap((item: unknown, index) => contentsOf(item, [...path, index]));
  return isObject(dynamic) ? [[dynamic.content, [...path, "content"]]] : [];
}
