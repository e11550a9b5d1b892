import { isDeepStrictEqual } from "node:util";
import {
  type Aggregator,
  line,
  queryValue,
  type Source,
  table,
  toplist,
  type UnplacedWidget,
  WIDGET_AGGREGATORS,
} from "../../../datadog/definitions";
import { isObject, type JsonObject, listOf, without } from "../../../datadog/json";
import { type Expression, ExpressionValue, formulaOf, nodesOf, parseMetricQuery, print } from "../../../datadog/query";
import { hasOnly } from "./context";

/*
 * Before queries and formulas, a request had one text, `q`. Datadog still takes it, and gives it back as it is:
 * https://docs.datadoghq.com/dashboards/widgets/timeseries/#api. The functions of widgets write queries and formulas alone.
 */

/**
 * A dashboard or a widget with its requests of the old form as queries and formulas, in each widget where these show the
 * same: a request stays as it was where its one value is of several queries or of a function, which the new form would
 * apply to the values rather than to the curves.
 */
export const inNewForm = (definition: JsonObject): JsonObject => renewed(definition) as JsonObject;

function renewed(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(renewed);
  if (!isObject(plain)) return plain;
  const fields = Object.fromEntries(Object.entries(plain).map(([key, inner]) => [key, renewed(inner)]));
  const { type, requests } = fields;
  const convert = typeof type === "string" && Object.hasOwn(CONVERTERS, type) ? CONVERTERS[type] : undefined;
  if (convert === undefined || !Array.isArray(requests)) return fields;
  const converted = requests.some(isOld) ? convert(requests) : undefined;
  return converted === undefined ? fields : { ...fields, requests: converted };
}

/** How many requests have the old form. */
export function oldRequests(plain: unknown): number {
  if (Array.isArray(plain)) return plain.reduce<number>((sum, each) => sum + oldRequests(each), 0);
  if (!isObject(plain)) return 0;
  return listOf(plain.requests).filter(isOld).length + oldRequests(Object.values(without(plain, "requests")));
}

type OldRequest = JsonObject & { readonly q: string };

const isOld = (request: unknown): request is OldRequest =>
  isObject(request) && typeof request.q === "string" && request.queries === undefined && request.formulas === undefined;

/** The requests of a widget in the new form; nothing where one of them cannot have it. */
type Convert = (requests: readonly unknown[]) => readonly unknown[] | undefined;

const each =
  (convert: (request: OldRequest) => JsonObject | undefined): Convert =>
  (requests) => {
    const converted = requests.map((request) => (isOld(request) ? convert(request) : request));
    return converted.includes(undefined) ? undefined : converted;
  };

const CONVERTERS: Readonly<Record<string, Convert>> = {
  timeseries: each(curves),
  query_value: each(oneValue),
  toplist: each(rows),
  query_table: columns,
};

function curves({ q, metadata, ...fields }: OldRequest): JsonObject | undefined {
  const sources = expressionsOf(q);
  const aliases = aliasesOf(metadata);
  if (sources === undefined || aliases === undefined) return undefined;
  const texts = sources.map(print);
  if ([...aliases.keys()].some((text) => !texts.includes(text))) return undefined;
  const { queries, formulas } = line(sources.map(sourceOf));
  const named = formulas.map((formula, index) => {
    const alias = aliases.get(texts[index]!);
    return alias === undefined ? formula : { alias, ...formula };
  });
  return { response_format: "timeseries", formulas: named, queries, ...fields } as unknown as JsonObject;
}

function oneValue({ q, aggregator, ...fields }: OldRequest): JsonObject | undefined {
  const [source, another] = expressionsOf(q) ?? [];
  if (source === undefined || another !== undefined || !isAggregator(aggregator)) return undefined;
  if (!isOneQuery(source, aggregator)) return undefined;
  return { ...requestOf(queryValue("", sourceOf(source), { aggregator })), ...fields };
}

function rows({ q, ...fields }: OldRequest): JsonObject | undefined {
  const top = topOf(expressionsOf(q) ?? []);
  if (top === undefined) return undefined;
  const { source, aggregator, limit, order } = top;
  return attempted(() => ({
    ...requestOf(toplist("", sourceOf(source), { aggregator, limit, order })),
    ...fields,
  }));
}

/** A table had a request for each of its columns, the first with the order and the number of rows. */
function columns(requests: readonly unknown[]): readonly JsonObject[] | undefined {
  const [first] = requests;
  if (!isObject(first) || !requests.every(isColumn)) return undefined;
  const { aggregator, limit, order } = first;
  const sources = requests.map(({ q }) => expressionsOf(q) ?? []);
  const groups = sources.map(([node, another]) =>
    node?.kind === "metric" && another === undefined ? node.by.map(print).sort().join() : undefined,
  );
  const isOneTable = groups.every((group) => group !== undefined && group === groups[0]);
  const isOneOrder = requests.slice(1).every((other) => other.limit === undefined && other.order === undefined);
  const isOneAggregator = requests.every((other) => other.aggregator === aggregator);
  const names = new Set(requests.map(({ alias }) => alias));
  if (!isOneTable || !isOneOrder || !isOneAggregator || names.size < requests.length) return undefined;
  if (typeof limit !== "number" || (order !== "asc" && order !== "desc") || !isAggregator(aggregator)) return undefined;
  const made = requests.map(({ alias, cell_display_mode: display, conditional_formats: formats }, index) => {
    const shown = isDeepStrictEqual(display, ["bar"]) ? { display: "bar" } : {};
    return [alias, { value: sourceOf(sources[index]![0]!), ...shown, ...(formats && { formats }) }] as const;
  });
  return attempted(() => [
    requestOf(table("", Object.fromEntries(made) as unknown as Record<string, Source>, { aggregator, limit, order })),
  ]);
}

const COLUMN_FIELDS = ["q", "alias", "aggregator", "cell_display_mode", "conditional_formats", "limit", "order"];

function isColumn(request: unknown): request is OldRequest & { readonly alias: string } {
  if (!isOld(request) || !hasOnly(request, COLUMN_FIELDS, ["q", "alias"])) return false;
  // The fields of an object that are numbers come first.
  if (typeof request.alias !== "string" || request.alias === "" || /^\d+$/.test(request.alias)) return false;
  const { cell_display_mode: display } = request;
  return display === undefined || isDeepStrictEqual(display, ["bar"]) || isDeepStrictEqual(display, ["number"]);
}

/** What a function of widgets gives, unless it refuses a value. */
function attempted<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const sourceOf = (node: Expression): Source => new ExpressionValue(node);

const requestOf = ({ definition }: UnplacedWidget) =>
  listOf((definition as unknown as JsonObject).requests)[0] as JsonObject;

const isAggregator = (plain: unknown): plain is Aggregator =>
  (WIDGET_AGGREGATORS as readonly unknown[]).includes(plain);

function expressionsOf(q: string): readonly Expression[] | undefined {
  const parsed = parseMetricQuery(q);
  if (!parsed.ok) return undefined;
  return parsed.node.kind === "list" ? parsed.node.items : [parsed.node];
}

/** The legend's names by the text of what they name; nothing where one is not understood. */
function aliasesOf(metadata: unknown): ReadonlyMap<string, string> | undefined {
  const aliases = new Map<string, string>();
  if (metadata !== undefined && !Array.isArray(metadata)) return undefined;
  for (const each of metadata ?? []) {
    const { expression, alias_name: alias, ...others } = isObject(each) ? each : {};
    const [node, another] = typeof expression === "string" ? (expressionsOf(expression) ?? []) : [];
    if (node === undefined || another !== undefined || typeof alias !== "string") return undefined;
    if (Object.keys(others).length > 0) return undefined;
    aliases.set(print(node), alias);
  }
  return aliases;
}

/** Whether the one value of a curve is the same when it is taken of its query, before the arithmetic around it. */
function isOneQuery(node: Expression, aggregator: Aggregator): boolean {
  if (node.kind === "metric") return true;
  const nodes = nodesOf(formulaOf(new ExpressionValue(node)).node);
  const isArithmetic = nodes.every(({ kind }) => ["binary", "unary", "number", "name"].includes(kind));
  return aggregator === "last" && isArithmetic && nodes.filter(({ kind }) => kind === "name").length === 1;
}

const TOP_AGGREGATORS: Readonly<Record<string, Aggregator>> = {
  ...{ mean: "avg", max: "max", min: "min", sum: "sum" },
  ...{ last: "last", area: "area", l2norm: "l2norm" },
};

/** The parts of `top(q, 5, 'max', 'desc')`, where `q` is one query. @see https://docs.datadoghq.com/dashboards/functions/rank/ */
function topOf([node, another]: readonly Expression[]) {
  if (node?.kind !== "call" || node.name !== "top" || another !== undefined || node.args.length !== 4) return undefined;
  const [source, limit, by, order] = node.args.map(({ value }) => value);
  if (source?.kind !== "metric" || limit?.kind !== "number" || by?.kind !== "string" || order?.kind !== "string")
    return undefined;
  const aggregator = Object.hasOwn(TOP_AGGREGATORS, by.value) ? TOP_AGGREGATORS[by.value] : undefined;
  if (aggregator === undefined || (order.value !== "asc" && order.value !== "desc")) return undefined;
  return { source, aggregator, limit: limit.value, order: order.value } as const;
}
