import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { type Expression, parseFormula, parseMetricQuery, print, type SearchSource } from "../../../../query";
import { CannotDraw, unreadable } from "./problem";
import type { AskedFormula, AskedQuery, AskedRequest, AskedSearch } from "./request";
import { unitOfMetrics, unitOfSearch } from "./unit";
import { filledSearch, type View } from "./view";

/** Where the data of a query's `data_source` is kept, under the name that searches of monitors use. */
const SOURCES: Readonly<Record<string, SearchSource>> = {
  logs: "logs",
  spans: "trace-analytics",
  rum: "rum",
  events: "events",
  audit: "audits",
  ci_pipelines: "ci-pipelines",
  ci_tests: "ci-tests",
  database_queries: "database-monitoring",
};

/** The older requests, each a search under a name of its own. */
const OLD_SEARCHES: Readonly<Record<string, SearchSource>> = {
  log_query: "logs",
  apm_query: "trace-analytics",
  rum_query: "rum",
  event_query: "events",
  audit_query: "audits",
};

/** Older requests over what only Datadog has. */
const OUT_OF_REACH = ["process_query", "network_query", "security_query", "profile_metrics_query", "apm_stats_query"];

/**
 * A request of a widget: today's `queries` and `formulas`, or the older `q` and `log_query`.
 * @throws CannotDraw where a query cannot be parsed, or is over data that is not kept here
 * @see https://docs.datadoghq.com/dashboards/graphing_json/request_json/
 */
export function askedRequest(request: JsonObject, view: View): AskedRequest {
  if (typeof request.q === "string") return oldMetrics(request, request.q, view);
  for (const [key, kind] of Object.entries(OLD_SEARCHES)) {
    if (isObject(request[key])) return oldSearch(request, objectOf(request[key]), kind, view);
  }
  const lost = OUT_OF_REACH.find((key) => key in request);
  if (lost !== undefined) throw new CannotDraw(`The data of ${lost} is not kept in the sandbox.`);
  const queries = listOf(request.queries)
    .map(objectOf)
    .map((query) => askedQuery(query, view));
  const formulas = listOf(request.formulas).map(objectOf);
  if (queries.length === 0) throw new CannotDraw("The request has no query.");
  return {
    queries,
    // without formulas every query is shown
    formulas: formulas.length > 0 ? formulas.map(askedFormula) : queries.map(({ name }) => bare(name)),
    json: request,
  };
}

const bare = (name: string, more: JsonObject = {}, alias?: string): AskedFormula => ({
  text: name,
  node: { kind: "name", name },
  ...(alias === undefined ? {} : { alias }),
  json: more,
});

function askedFormula(json: JsonObject): AskedFormula {
  const text = stringOf(json.formula) ?? "";
  const parsed = parseFormula(text);
  if (!parsed.ok) throw unreadable(text, parsed.errors[0]!);
  const alias = stringOf(json.alias);
  return { text, node: parsed.node, ...(alias ? { alias } : {}), json };
}

/** A query of today's shape. */
export function askedQuery(query: JsonObject, view: View): AskedQuery {
  const name = stringOf(query.name) ?? "query1";
  const source = stringOf(query.data_source) ?? "metrics";
  const aggregator = stringOf(query.aggregator) ?? "avg";
  if (source === "metrics" || source === "cloud_cost") {
    const text = stringOf(query.query) ?? "";
    const expression = readExpression(text);
    return { name, text, expression, aggregator, unit: unitOfMetrics(expression, view.metrics) };
  }
  if (!Object.hasOwn(SOURCES, source)) {
    throw new CannotDraw(
      `The query "${name}" is over ${source.replaceAll("_", " ")}, which is not kept in the sandbox.`,
    );
  }
  const search = stringOf(objectOf(query.search).query) ?? "";
  return searchQuery(name, SOURCES[source]!, search, objectOf(query.compute), groupsOf(query.group_by), view);
}

function searchQuery(
  name: string,
  kind: SearchSource,
  query: string,
  compute: JsonObject,
  groupBy: AskedSearch["groupBy"],
  view: View,
): AskedQuery {
  const method = stringOf(compute.aggregation) ?? "count";
  const facet = stringOf(compute.metric) ?? stringOf(compute.facet);
  const text = query;
  const search = {
    kind,
    query: filledSearch(query, view.variables),
    method,
    ...(facet === undefined ? {} : { facet }),
    groupBy,
  };
  return { name, text, search, aggregator: method, unit: unitOfSearch(method, facet) };
}

function groupsOf(value: Json | undefined): AskedSearch["groupBy"] {
  return (isObject(value) ? listOf(value.fields).map((facet) => ({ facet })) : listOf(value))
    .map(objectOf)
    .map((group) => {
      const { order, aggregation, metric, facet } = objectOf(group.sort);
      const of = stringOf(metric) ?? stringOf(facet);
      return {
        key: stringOf(group.facet) ?? "",
        limit: typeof group.limit === "number" ? group.limit : 10,
        sort: {
          method: stringOf(aggregation) ?? "count",
          ...(of === undefined ? {} : { facet: of }),
          order: order === "asc" ? ("asc" as const) : ("desc" as const),
        },
      };
    });
}

/** Several queries of the older form are separated by commas; each is a line of its own. */
function oldMetrics(request: JsonObject, text: string, view: View): AskedRequest {
  const parsed = parseMetricQuery(text);
  if (!parsed.ok) throw unreadable(text, parsed.errors[0]!);
  const items = parsed.node.kind === "list" ? parsed.node.items : [parsed.node];
  const aggregator = stringOf(request.aggregator) ?? "avg";
  const queries = items.map((expression, index) => ({
    name: `query${index + 1}`,
    text: items.length === 1 ? text : print(expression),
    expression,
    aggregator,
    unit: unitOfMetrics(expression, view.metrics),
  }));
  const shown = Object.fromEntries(
    ["conditional_formats", "cell_display_mode"].flatMap((key) => (key in request ? [[key, request[key]]] : [])),
  );
  return {
    queries,
    formulas: queries.map(({ name, text }) => bare(name, shown, aliasOf(request, text))),
    json: request,
  };
}

/** `alias`, of tables; `metadata`, of charts. */
function aliasOf(request: JsonObject, text: string): string | undefined {
  const named = listOf(request.metadata)
    .map(objectOf)
    .find(({ expression }) => stringOf(expression)?.replace(/\s/g, "") === text.replace(/\s/g, ""));
  return stringOf(named?.alias_name) ?? (stringOf(request.alias) || undefined);
}

function oldSearch(request: JsonObject, old: JsonObject, kind: SearchSource, view: View): AskedRequest {
  const search = stringOf(objectOf(old.search).query) ?? "";
  const computes = isObject(old.compute) ? [objectOf(old.compute)] : listOf(old.multi_compute).map(objectOf);
  const groups = groupsOf(old.group_by);
  const queries = (computes.length > 0 ? computes : [{}]).map((compute, index) =>
    searchQuery(`query${index + 1}`, kind, search, compute, groups, view),
  );
  const alias = stringOf(request.alias) || undefined;
  return { queries, formulas: queries.map(({ name }) => bare(name, {}, alias)), json: request };
}

function readExpression(text: string): Expression {
  const parsed = parseMetricQuery(text);
  if (!parsed.ok) throw unreadable(text, parsed.errors[0]!);
  if (parsed.node.kind === "list") {
    throw new CannotDraw("A query of a formula is one query, not a list: give each of them a name.", text);
  }
  return parsed.node;
}
