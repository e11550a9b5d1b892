import type { MonitorDefinition, MonitorVariable } from "../../../definitions";
import { isObject, own } from "../../../json";
import { type Expression, parseMetricQuery, parseSearch, type SearchSource } from "../../../query";
import { EVERYTHING, type OutsideQuery } from "../../evaluate";
import { type EventStore, isMeasure, type Measure, matcher, measure } from "../../events";
import { AlertingError } from "../error";
import { type GroupFacet, topGroups } from "./found-groups";

/** What the names of a formula stand for. */
export interface FormulaQueries {
  readonly queries: Readonly<Record<string, Expression>>;
  /** Those over logs, events, spans. */
  readonly outside: Readonly<Record<string, OutsideQuery>>;
}

/** Which explorer the events of a data source are in. */
const SOURCES: Readonly<Record<string, SearchSource>> = {
  logs: "logs",
  events: "events",
  rum: "rum",
  spans: "trace-analytics",
  audit: "audits",
  ci_pipelines: "ci-pipelines",
  ci_tests: "ci-tests",
  database_queries: "database-monitoring",
};

/**
 * The queries of a formula monitor.
 * @throws AlertingError for one that cannot be simulated; it names the query, what is wrong and what can be done
 */
export function formulaQueries({ options }: MonitorDefinition, events: EventStore): FormulaQueries {
  const queries: Record<string, Expression> = {};
  const outside: Record<string, OutsideQuery> = {};
  for (const variable of options?.variables ?? []) {
    const { name = "", data_source: source } = variable;
    const kind = own(SOURCES, source ?? "");
    if (source === "metrics") queries[name] = metricQuery(variable);
    else if (kind) outside[name] = eventQuery(variable, kind, events);
    else {
      const known = ["metrics", ...Object.keys(SOURCES)].join(", ");
      throw new AlertingError(
        `The query "${name}" of the formula has the data source ${source ?? "none"}, which is not simulated. Use one of ${known}.`,
      );
    }
  }
  return { queries, outside };
}

function metricQuery({ name, query }: MonitorVariable): Expression {
  const result = typeof query === "string" ? parseMetricQuery(query) : undefined;
  if (result?.ok && result.node.kind !== "list") return result.node;
  throw new AlertingError(`The query "${name}" of the formula cannot be parsed: ${JSON.stringify(query)}.`);
}

/**
 * A query over events: what a log monitor finds in its window, before the formula combines it with others.
 * @see https://docs.datadoghq.com/monitors/types/log/#define-the-search-query
 */
function eventQuery(variable: MonitorVariable, kind: SearchSource, events: EventStore): OutsideQuery {
  const { name, search, compute } = variable;
  const text = isObject(search) && typeof search.query === "string" ? search.query : "*";
  const parsed = parseSearch(text);
  if (!parsed.ok) {
    const [problem] = parsed.errors;
    throw new AlertingError(`The search of the query "${name}" cannot be parsed: ${problem?.message ?? ""} (${text})`);
  }
  const matches = matcher(parsed.node);
  const taken = measureOf(name, compute);
  const facets = facetsOf(variable);
  const find = (from: number, to: number) => {
    const found = events.between(kind, from, to).filter(matches);
    if (facets.length > 0) return topGroups(found, facets);
    return found.length > 0 ? [{ group: EVERYTHING, events: found }] : [];
  };
  return {
    groupKeys: facets.map(({ key }) => key),
    zero: taken.method === "count" || taken.method === "cardinality",
    how: taken.facet === undefined ? taken.method : `${taken.method} of ${taken.facet}`,
    at: (from, to) =>
      find(from, to).flatMap(({ group, events }) => {
        const value = measure(events, taken);
        return value === undefined ? [] : [{ group, value }];
      }),
  };
}

function measureOf(name: string | undefined, compute: unknown): Measure {
  const { aggregation = "count", metric } = isObject(compute) ? compute : {};
  if (typeof aggregation !== "string" || !isMeasure(aggregation)) {
    throw new AlertingError(
      `The query "${name}" of the formula has the aggregation ${JSON.stringify(aggregation)}, which is not simulated. Use count, cardinality, avg, sum, min, max, median, or a percentile such as pc95.`,
    );
  }
  return { method: aggregation, ...(aggregation !== "count" && typeof metric === "string" ? { facet: metric } : {}) };
}

function facetsOf({ group_by: groupBy }: MonitorVariable): readonly GroupFacet[] {
  if (!Array.isArray(groupBy)) return [];
  return groupBy.flatMap((one: unknown): GroupFacet[] => {
    if (typeof one === "string") return [{ key: one }];
    if (!isObject(one) || typeof one.facet !== "string") return [];
    const { facet, limit, sort } = one;
    return [{ key: facet, ...(typeof limit === "number" ? { limit } : {}), ...sortOf(sort) }];
  });
}

function sortOf(sort: unknown): Pick<GroupFacet, "sort"> {
  if (!isObject(sort) || typeof sort.aggregation !== "string" || !isMeasure(sort.aggregation)) return {};
  const { aggregation: method, metric, order } = sort;
  const facet = method !== "count" && typeof metric === "string" ? { facet: metric } : {};
  return { sort: { method, ...facet, order: order === "asc" ? "asc" : "desc" } };
}
