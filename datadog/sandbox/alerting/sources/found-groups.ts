import type { Group } from "../../evaluate";
import { facetValues, type Measure, measure, type StoredEvent } from "../../events";

/** A facet by which events are grouped. */
export interface GroupFacet {
  /** `service`, `@http.url`. */
  readonly key: string;
  /** How many of its values are looked at. @default by the number of facets: 1000, 30, 10, 5 */
  readonly limit?: number;
  /** By what they are the first. @default the number of events, descending */
  readonly sort?: Measure & { readonly order: "asc" | "desc" };
}

export interface FoundGroup {
  readonly group: Group;
  readonly events: readonly StoredEvent[];
}

/**
 * How many values of each facet are looked at, by the number of facets.
 * @see https://docs.datadoghq.com/monitors/types/log/#define-the-search-query
 */
const TOP_VALUES = [1000, 30, 10, 5];

/**
 * The events by the values of some facets; an event without one of them is in no group. Of many values the first are
 * taken, by the first facet, then inside each by the second, and so on.
 */
export function topGroups(
  events: readonly StoredEvent[],
  facets: readonly GroupFacet[],
  most = TOP_VALUES[Math.min(facets.length, TOP_VALUES.length) - 1]!,
): FoundGroup[] {
  const [facet, ...rest] = facets;
  if (facet === undefined) return [{ group: { key: "", tags: {} }, events }];
  const { key, limit = most } = facet;
  const byValue = new Map<string, StoredEvent[]>();
  for (const event of events) {
    for (const value of new Set(facetValues(event, key).map(String))) {
      const same = byValue.get(value);
      if (same) same.push(event);
      else byValue.set(value, [event]);
    }
  }
  return firstOf([...byValue], facet, limit).flatMap(([value, same]) =>
    topGroups(same, rest, most).map(({ group, events }) => ({
      group: {
        key: [`${key}:${value}`, group.key].filter((part) => part !== "").join(","),
        tags: { [key]: value, ...group.tags },
      },
      events,
    })),
  );
}

type Found = readonly [value: string, events: readonly StoredEvent[]];

/** The first by their rank; equal ones in alphabetical order. */
function firstOf(found: readonly Found[], { sort }: GroupFacet, limit: number): readonly Found[] {
  const ranked = found.map((one) => ({ one, rank: sort ? (measure(one[1], sort) ?? 0) : one[1].length }));
  const sign = sort?.order === "asc" ? 1 : -1;
  ranked.sort((a, b) => sign * (a.rank - b.rank) || (a.one[0] < b.one[0] ? -1 : 1));
  return ranked.slice(0, limit).map(({ one }) => one);
}
