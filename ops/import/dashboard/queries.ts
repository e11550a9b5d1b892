import { isDeepStrictEqual } from "node:util";
import { type Code, call, destructuring, exported, list, object, value } from "../../../datadog/code";
import { isObject, type JsonObject } from "../../../datadog/json";
import {
  type Expression,
  mapNode,
  nodesOf,
  parseFormula,
  parseMetricQuery,
  print,
  QUERY_MODULE,
  toCode,
} from "../../../datadog/query";
import { type DashboardContext, hasOnly, ofDefinitions, texts } from "./context";

/** The queries of a request by their names. */
interface Queries {
  readonly metrics: ReadonlyMap<string, Expression>;
  /** Over events: the code of each. */
  readonly events: ReadonlyMap<string, Code>;
}

/**
 * The code of each formula of a request, with the alias that it has.
 * @returns nothing where a query is of a kind that has no function, or cannot be read
 */
export function sourcesOf(
  { queries, formulas }: JsonObject,
  context: DashboardContext,
): readonly (readonly [ways: readonly Code[], alias: string | undefined])[] | undefined {
  if (!Array.isArray(queries) || !Array.isArray(formulas) || formulas.length === 0) return undefined;
  const known = queriesOf(queries, context);
  if (known === undefined) return undefined;
  const sources: (readonly [readonly Code[], string | undefined])[] = [];
  for (const formula of formulas as readonly unknown[]) {
    if (!isObject(formula) || typeof formula.formula !== "string") return undefined;
    const parsed = parseFormula(formula.formula);
    if (!parsed.ok) return undefined;
    const ways = waysToSay(parsed.node, known, context);
    const { alias } = formula;
    if (ways.length === 0 || (alias !== undefined && typeof alias !== "string")) return undefined;
    sources.push([ways, alias]);
  }
  return sources;
}

function queriesOf(queries: readonly unknown[], context: DashboardContext): Queries | undefined {
  const metrics = new Map<string, Expression>();
  const events = new Map<string, Code>();
  for (const query of queries) {
    if (!isObject(query) || typeof query.name !== "string") return undefined;
    if (query.data_source === "metrics" && typeof query.query === "string") {
      const parsed = parseMetricQuery(query.query);
      if (!parsed.ok || parsed.node.kind === "list") return undefined;
      context.metrics.note(parsed.node);
      metrics.set(query.name, parsed.node);
      continue;
    }
    const code = eventCode(query);
    if (code === undefined) return undefined;
    events.set(query.name, code);
  }
  return { metrics, events };
}

/** A formula with its queries in the place of their names, and with the names that it has: whichever gives the same. */
function waysToSay(formula: Expression, { metrics, events }: Queries, context: DashboardContext): readonly Code[] {
  const names = [...new Set(nodesOf(formula).flatMap((node) => (node.kind === "name" ? [node.name] : [])))];
  if (formula.kind === "name" && events.has(formula.name)) return [events.get(formula.name)!];
  if (names.length === 0 || names.some((name) => !metrics.has(name))) return [];
  const settings = { metric: context.metrics.codeOf, modules: context.metrics.modules };
  const whole = mapNode(formula, { name: ({ name }) => metrics.get(name)! });
  const inPlace = toCode(whole, settings);
  const combined = toCode(formula, { names });
  const parts = names.map((name) => [name, toCode(metrics.get(name)!, settings)] as const);
  const isSayable = combined !== undefined && parts.every(([, code]) => code !== undefined);
  const named = isSayable
    ? call(exported(QUERY_MODULE, "formula"), object(Object.fromEntries(parts)), destructuring(names, combined))
    : undefined;
  return [inPlace, named].filter((code) => code !== undefined);
}

/** The sources of a request as one argument: alone, a list, or by what the legend shows. */
export function sourcesCode(sources: readonly (readonly [Code, string | undefined])[]): Code | undefined {
  const [[only, alias] = [], ...others] = sources;
  if (only === undefined) return undefined;
  const aliases = sources.flatMap(([, name]) => (name === undefined ? [] : [name]));
  if (aliases.length === 0) return others.length === 0 ? only : list(sources.map(([code]) => code));
  // The fields of an object are other ones where two have one name, and in another order where a name is a number.
  const isUsable =
    new Set(aliases).size === sources.length && aliases.every((name) => name !== "" && !/^\d+$/.test(name));
  if (!isUsable || alias === undefined) return undefined;
  return object(Object.fromEntries(sources.map(([code, name]) => [name, code])));
}

// ------------------------------------------------------------------------------------------------ events

const EVENT_FUNCTIONS = { logs: "logs", spans: "spans", rum: "rum", events: "events" } as const;

/** A query over events: `logs({ search: "status:error", by: ["service"] })`. */
function eventCode({ name: _, ...query }: JsonObject): Code | undefined {
  const { data_source: source, search, compute, group_by: groups } = query;
  const maker = typeof source === "string" && Object.hasOwn(EVENT_FUNCTIONS, source) ? (source as "logs") : undefined;
  if (maker === undefined || !isObject(search) || typeof search.query !== "string") return undefined;
  if (!hasOnly(compute, ["aggregation", "metric", "interval"], ["aggregation"])) return undefined;
  const by = groupsOf(groups);
  if (by === undefined) return undefined;
  const isCount = isDeepStrictEqual(compute, { aggregation: "count" });
  const { aggregation, metric, interval } = compute;
  if (!isAggregation(aggregation) || (metric !== undefined && typeof metric !== "string")) return undefined;
  if (interval !== undefined && typeof interval !== "number") return undefined;
  const fields = {
    search: value(search.query),
    compute: isCount
      ? undefined
      : object({
          aggregation: value(aggregation),
          metric: metric === undefined ? undefined : value(metric),
          interval: interval === undefined ? undefined : value(interval),
        }),
    by: by.facets.length === 0 ? undefined : texts(by.facets),
    limit: by.limit === undefined || by.limit === 10 ? undefined : value(by.limit),
  };
  return call(ofDefinitions(EVENT_FUNCTIONS[maker]), object(fields));
}

const isAggregation = (text: unknown): text is string =>
  typeof text === "string" && /^(count|cardinality|avg|sum|min|max|median|pc\d+)$/.test(text);

function groupsOf(groups: unknown): { readonly facets: readonly string[]; readonly limit?: number } | undefined {
  if (groups === undefined) return { facets: [] };
  if (!Array.isArray(groups) || !groups.every((group) => isObject(group) && typeof group.facet === "string"))
    return undefined;
  const limits = new Set(groups.map(({ limit }) => limit));
  const [limit] = limits;
  return limits.size > 1 ? undefined : { facets: groups.map(({ facet }) => facet as string), limit: limit as number };
}

/** A widget's definition with each query over metrics as the builder spaces it. */
export function respaced(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(respaced);
  if (!isObject(plain)) return plain;
  const fields = Object.entries(plain).map(([key, inner]) => [key, respaced(inner)] as const);
  const object = Object.fromEntries(fields) as Record<string, unknown>;
  if (typeof object.query === "string" && object.data_source === "metrics")
    object.query = spaced(object.query, parseMetricQuery);
  if (typeof object.formula === "string") object.formula = spaced(object.formula, parseFormula);
  return object;
}

function spaced(text: string, parse: typeof parseMetricQuery | typeof parseFormula): string {
  const parsed = parse(text);
  return parsed.ok ? print(parsed.node) : text;
}
