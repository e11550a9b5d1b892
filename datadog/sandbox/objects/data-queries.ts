import { type Json, type JsonObject, listOf } from "../../json";
import { type Expression, groupsOf, metricsIn, parseMetricQuery, print } from "../../query";
import { type EvaluatedSeries, EvaluationError, evaluateExpression, type Group } from "../evaluate";
import type { Org } from "../org";
import { askedRequest } from "../pages/draw/data/asked";
import { curvesOf } from "../pages/draw/data/lines";
import { CannotDraw } from "../pages/draw/data/problem";
import type { AskedRequest } from "../pages/draw/data/request";
import { orderedRows, scalarsOf } from "../pages/draw/data/scalars";
import { unitOfMetrics } from "../pages/draw/data/unit";
import type { View } from "../pages/draw/data/view";
import type { DisplayUnit } from "../pages/draw/units";
import { badRequest, Refusal } from "../refusal";
import { readMetricMetadata } from "./metrics";

/** A range of time in UNIX seconds, the end exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The series of a metric query, as `GET /api/v1/query` answers them.
 * @throws Refusal (400) where it cannot be parsed or evaluated
 * @see https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points
 */
export function queryMetrics(org: Org, text: string, { from, to }: Range): JsonObject {
  const parsed = parseMetricQuery(text);
  if (!parsed.ok) throw badRequest(`Error parsing query: ${parsed.errors[0]?.message ?? text}`);
  const items = parsed.node.kind === "list" ? parsed.node.items : [parsed.node];
  const { metrics } = viewOf(org, { from, to });
  const { series, start, interval } = refusing(() => evaluateExpression(parsed.node, { store: org.series, from, to }));
  return {
    status: "ok",
    res_type: "time_series",
    resp_version: 1,
    query: text,
    from_date: from * 1000,
    to_date: to * 1000,
    series: series.map((one) => {
      const item = items[one.queryIndex]!;
      return { ...metadataOf(item, one, unitOfMetrics(item, metrics)), ...pointsOf(one.values, start, interval) };
    }),
    values: [],
    times: [],
    message: "",
    group_by: [...new Set(items.flatMap(groupsOf))],
  };
}

/**
 * Formulas over queries of metrics, logs, events and spans, over time.
 * @param interval seconds a point @default by the length of the range
 * @returns `attributes` of the answer of `POST /api/v2/query/timeseries`
 * @see https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-data-across-multiple-products
 */
export function queryTimeseries(org: Org, attributes: JsonObject, range: Range, interval?: number): JsonObject {
  const view = viewOf(org, range);
  const request = requested(attributes, view);
  const curves = refusing(() => curvesOf(request, view, "api", interval));
  const rows = curves.lines.map(({ values }) => Array.from(values, (value) => (Number.isNaN(value) ? null : value)));
  // a time at which no series has a point is left out, as recorded
  const kept = Array.from({ length: curves.length }, (_, index) => index).filter((index) =>
    rows.some((row) => row[index] !== null),
  );
  return {
    series: curves.lines.map(({ group, formula, unit }) => ({
      group_tags: tagsOf(group),
      query_index: request.formulas.indexOf(formula),
      unit: unitAnswer(unit),
    })),
    times: kept.map((index) => (curves.start + index * curves.interval) * 1000),
    values: rows.map((row) => kept.map((index) => row[index]!)),
  };
}

/**
 * The same as one value a group and formula.
 * @returns `attributes` of the answer of `POST /api/v2/query/scalar`
 * @see https://docs.datadoghq.com/api/latest/metrics/#query-scalar-data-across-multiple-products
 */
export function queryScalars(org: Org, attributes: JsonObject, range: Range): JsonObject {
  const view = viewOf(org, range);
  const request = requested(attributes, view);
  const scalars = refusing(() => scalarsOf(request, view));
  const { rows } = orderedRows(scalars, {}, Number.POSITIVE_INFINITY);
  const groups = scalars.keys.map((name) => ({
    name,
    type: "group",
    values: rows.map(({ group }) => [group.tags[name] ?? ""]),
  }));
  const numbers = scalars.columns.map(({ formula, unit }, column) => ({
    name: formula.text,
    type: "number",
    values: rows.map(({ values }) => (Number.isNaN(values[column]) ? null : values[column]!)),
    meta: { unit: unitAnswer(unit) },
  }));
  return { columns: [...groups, ...numbers] };
}

// ------------------------------------------------------------------------------------------------ asked

/** What queries read: everything in the org, over a range. */
function viewOf(org: Org, { from, to }: Range): View {
  return {
    series: org.series,
    events: org.events,
    from,
    to,
    variables: {},
    monitors: [],
    states: new Map(),
    slos: new Map(),
    metrics: {
      metric: (name) => {
        const known = org.metrics.get(name);
        if (known === undefined) return undefined;
        const { unit, per_unit: perUnit } = readMetricMetadata(org, name);
        return {
          name,
          type: known.type,
          ...(known.interval === undefined ? {} : { statsdInterval: known.interval }),
          ...(typeof unit === "string" && unit !== "" ? { unit } : {}),
          ...(typeof perUnit === "string" && perUnit !== "" ? { perUnit } : {}),
        };
      },
    },
  };
}

function requested(attributes: JsonObject, view: View): AskedRequest {
  if (listOf(attributes.queries).length === 0) {
    throw badRequest("Invalid payload: 'queries' is a required property of 'attributes'");
  }
  const request = refusing(() => askedRequest({ queries: attributes.queries, formulas: attributes.formulas }, view));
  const known = request.queries.map(({ name }) => name);
  if (new Set(known).size < known.length) throw badRequest("Invalid payload: two queries have the same name");
  return request;
}

/** What cannot be evaluated is the client's mistake; data that the sandbox does not keep is not served. */
function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvaluationError) throw badRequest(error.message);
    if (!(error instanceof CannotDraw)) throw error;
    if (error.message.includes("not kept in the sandbox")) {
      throw new Refusal(501, [`not served by the sandbox: ${error.message}`]);
    }
    throw badRequest(error.message);
  }
}

// ------------------------------------------------------------------------------------------------ answered

const tagsOf = ({ tags }: Group): string[] => Object.entries(tags).map(([key, value]) => `${key}:${value}`);

/** A unit and what it is per; null where nothing is known. */
function unitAnswer({ name, per }: DisplayUnit): Json {
  return name === undefined ? null : [{ name }, per === undefined ? null : { name: per }];
}

/** Points in milliseconds; gaps are left out. */
function pointsOf(values: Float64Array, start: number, interval: number): JsonObject {
  const points: (readonly [number, number])[] = [];
  values.forEach((value, index) => {
    if (!Number.isNaN(value)) points.push([(start + index * interval) * 1000, value]);
  });
  const [first, last] = [points[0]![0], points.at(-1)![0]];
  return {
    start: first,
    end: last + (interval - 1) * 1000,
    interval,
    length: points.length,
    pointlist: points.map(([time, value]) => [time, value]),
  };
}

function metadataOf(item: Expression, { group, queryIndex }: EvaluatedSeries, unit: DisplayUnit): JsonObject {
  const [first] = metricsIn(item);
  const tags = tagsOf(group);
  const filter = first === undefined || first.scope.kind === "any" ? [] : [print(first.scope)];
  const scope = [...filter, ...tags].join(",") || "*";
  const aggregator = typeof first?.aggregator === "string" ? first.aggregator : null;
  const metric = first?.metric ?? print(item);
  const expression =
    item.kind === "metric" && aggregator !== null && item.modifiers.length === 0
      ? `${aggregator}:${metric}{${scope}}`
      : print(item);
  return {
    metric,
    display_name: metric,
    aggr: aggregator,
    scope,
    tag_set: tags,
    expression,
    query_index: queryIndex,
    unit: unitAnswer(unit),
    attributes: {},
  };
}

/** Whole numbers of `from` and `to`; anything else is refused. @param scale how many are a second */
export function rangeOf({ from, to }: JsonObject, scale: 1 | 1000): Range {
  const number = (value: Json | undefined, name: string) => {
    const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof given === "number" && Number.isInteger(given) && given >= 0 && given < 1e14) return given / scale;
    throw badRequest(`The value provided for parameter '${name}' is invalid`);
  };
  const range = { from: number(from, "from"), to: number(to, "to") };
  if (range.from >= range.to)
    throw badRequest("The value provided for parameter 'to' is invalid: it is not after 'from'");
  return range;
}
