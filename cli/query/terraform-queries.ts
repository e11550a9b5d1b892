import type { Path, Places } from "./json-places";
import type { Located } from "./located";
import { querySubject } from "./query-subject";
import type { QueryKind, Subject } from "./subject";
import { isObject, type Json } from "./terraform-monitor";

/** Resources that are written as blocks, with queries in them. */
export const BLOCK_RESOURCES: readonly string[] = [
  "datadog_dashboard",
  "datadog_powerpack",
  "datadog_service_level_objective",
];

/**
 * The attributes that hold queries, by the block that they stand in or, where that does not matter, by themselves.
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
  attributes: Json,
  path: Path,
  places: Places,
  decode: (text: Located) => Located,
  address: string,
): Subject[] {
  const within = (value: Json, at: Path, block: string): Subject[] => {
    if (Array.isArray(value)) return value.flatMap((item: Json, index) => within(item, [...at, index], block));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const kind = KINDS.get(`${block}.${key}`) ?? KINDS.get(key);
      const text = kind && inner !== "" ? places.string([...at, key]) : undefined;
      if (!kind || !text) return within(inner, [...at, key], key);
      return [{ ...querySubject(kind, decode(text)), names: [address] }];
    });
  };
  return within(attributes, path, "");
}
