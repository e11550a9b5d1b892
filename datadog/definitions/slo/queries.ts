import type { SloDefinition } from "./schema";

/** The metric queries that an SLO is measured by; none of one over monitors. */
export function sloQueries({ query, sli_specification: specification }: SloDefinition): readonly string[] {
  const named = !specification
    ? []
    : "count" in specification
      ? specification.count.queries
      : specification.time_slice.query.queries;
  return [...(query ? [query.numerator, query.denominator] : []), ...named.map((each) => each.query)];
}
