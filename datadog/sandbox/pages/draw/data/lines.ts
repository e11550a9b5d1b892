import { objectOf, own } from "../../../../json";
import { type Expression, parseSearch } from "../../../../query";
import { type GroupFacet, topGroups } from "../../../alerting";
import {
  EVERYTHING,
  type EvaluatedSeries,
  evaluateExpression,
  type Group,
  type OutsideSeries,
} from "../../../evaluate";
import { matcher, measure, type StoredEvent } from "../../../events";
import type { DisplayUnit } from "../units";
import { unreadable, withPlace } from "./problem";
import type { AskedFormula, AskedQuery, AskedRequest, AskedSearch } from "./request";
import { unitOfFormula } from "./unit";
import type { View } from "./view";

/** One line of a chart. */
export interface Line {
  /** `stage:spark`, or `*` without groups. */
  readonly group: Group;
  /** Which formula of the request it is of. */
  readonly formula: AskedFormula;
  /** For legends: the alias, the group, or the query. */
  readonly name: string;
  /** One value a bucket; NaN is a gap. */
  readonly values: Float64Array;
  readonly band?: EvaluatedSeries["band"];
  readonly outlier?: boolean;
  readonly unit: DisplayUnit;
}

/** What a request gives over time. */
export interface Curves {
  /** UNIX seconds of the first bucket. */
  readonly start: number;
  /** Seconds a bucket. */
  readonly interval: number;
  readonly length: number;
  readonly lines: readonly Line[];
  /** What does not come from Datadog's documentation. */
  readonly notes: readonly string[];
}

export type Display = "line" | "bar" | "api";

/**
 * A request over the time of a view.
 * @param interval seconds a bucket @default by the length of the range
 * @throws CannotDraw where it cannot be evaluated, with the place
 */
export function curvesOf(request: AskedRequest, view: View, display: Display, interval?: number): Curves {
  checkQueries(request.queries, view);
  const found = request.formulas.map((formula) => ({
    formula,
    evaluated: evaluated(formula.node, formula.text, request.queries, view, display, interval),
  }));
  const [first] = found;
  // formulas of one request can have different buckets, where one asks for its own: the finest are shown
  const finest = found.reduce((best, one) => (one.evaluated.interval < best.evaluated.interval ? one : best), first!);
  const { start, length } = finest.evaluated;
  const lines = found.flatMap(({ formula, evaluated: { series, ...own } }) =>
    limited(series, formula).map(
      ({ group, values, band, outlier }): Line => ({
        group,
        formula,
        name: nameOf(formula, group, request, series.length > 1),
        values: resampled(values, own, finest.evaluated),
        ...(band
          ? {
              band: {
                lower: resampled(band.lower, own, finest.evaluated),
                upper: resampled(band.upper, own, finest.evaluated),
              },
            }
          : {}),
        ...(outlier === undefined ? {} : { outlier }),
        unit: unitOfFormula(formula, request.queries),
      }),
    ),
  );
  const notes = [...new Set(found.flatMap(({ evaluated }) => evaluated.notes.map(({ text }) => text)))];
  return { start, interval: finest.evaluated.interval, length, lines, notes };
}

/** The first by their average, where a formula asks for so many. */
function limited(series: readonly EvaluatedSeries[], { json }: AskedFormula): readonly EvaluatedSeries[] {
  const { count, order } = objectOf(json.limit);
  if (typeof count !== "number" || series.length <= count) return series;
  const sign = order === "asc" ? 1 : -1;
  const ranked = series.map((one) => ({ one, mean: meanOf(one.values) }));
  return ranked
    .sort((a, b) => sign * (a.mean - b.mean))
    .slice(0, count)
    .map(({ one }) => one);
}

function meanOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

interface Buckets {
  readonly start: number;
  readonly interval: number;
  readonly length: number;
}

/** Each value at the bucket in which its own starts; the others are gaps. */
function resampled(values: Float64Array, from: Buckets, to: Buckets): Float64Array {
  if (from.interval === to.interval && from.start === to.start) return values;
  const result = new Float64Array(to.length).fill(Number.NaN);
  values.forEach((value, index) => {
    const place = Math.round((from.start + index * from.interval - to.start) / to.interval);
    if (place >= 0 && place < to.length) result[place] = value;
  });
  return result;
}

function evaluated(
  node: Expression,
  text: string,
  queries: readonly AskedQuery[],
  view: View,
  display: Display,
  interval?: number,
) {
  const { series: store, from, to, variables } = view;
  return withPlace(text, () =>
    evaluateExpression(node, {
      store,
      from,
      to,
      display,
      interval,
      variables,
      queries: expressionsOf(queries),
      outside: searchesOf(queries, view),
    }),
  );
}

/** A query's own curve. */
export function curveOf(query: AskedQuery, view: View, display: Display) {
  return evaluated({ kind: "name", name: query.name }, query.text, [query], view, display);
}

/** A part of a formula, by itself. */
export function curveOfPart(part: Expression, formula: AskedFormula, queries: readonly AskedQuery[], view: View) {
  return evaluated(part, formula.text, queries, view, "line");
}

const expressionsOf = (queries: readonly AskedQuery[]) =>
  Object.fromEntries(queries.flatMap(({ name, expression }) => (expression ? [[name, expression]] : [])));

const searchesOf = (queries: readonly AskedQuery[], view: View): Record<string, OutsideSeries> =>
  Object.fromEntries(queries.flatMap(({ name, search }) => (search ? [[name, searchSeries(search, view)]] : [])));

/** A query is evaluated over nothing first, so that what is wrong with it is shown in its own text. */
export function checkQueries(queries: readonly AskedQuery[], { series: store, to, variables }: View): void {
  for (const { text, expression, search } of queries) {
    if (expression) withPlace(text, () => evaluateExpression(expression, { store, from: to, to, variables }));
    if (search) readSearch(search.query);
  }
}

// ---------------------------------------------------------------------------------------------- searches

const COUNTED = new Set(["count", "cardinality"]);

function searchSeries(search: AskedSearch, view: View): OutsideSeries {
  const keys = search.groupBy.map(({ key }) => key);
  return {
    groupKeys: keys,
    zero: COUNTED.has(search.method),
    over: (start, step, length) => {
      const events = eventsOf(search, view, start, start + step * length);
      return groupsIn(events, search).map(({ group, events }) => {
        const buckets: StoredEvent[][] = Array.from({ length }, () => []);
        for (const event of events) buckets[Math.floor((event.time - start) / step)]?.push(event);
        const values = Float64Array.from(buckets, (bucket) => measured(bucket, search) ?? Number.NaN);
        return { group, values };
      });
    },
  };
}

/** What a search comes to over the whole time, a value a group. */
export function searchTotals(
  search: AskedSearch,
  view: View,
): readonly { readonly group: Group; readonly value: number }[] {
  const events = eventsOf(search, view, view.from, view.to);
  return groupsIn(events, search).flatMap(({ group, events }) => {
    const value = measured(events, search);
    return value === undefined ? [] : [{ group, value }];
  });
}

function groupsIn(events: readonly StoredEvent[], { groupBy }: AskedSearch) {
  if (groupBy.length === 0) return events.length === 0 ? [] : [{ group: EVERYTHING, events }];
  const facets = groupBy.map(
    ({ key, limit, sort }): GroupFacet => ({
      key,
      ...(limit === undefined ? {} : { limit }),
      ...(sort ? { sort } : {}),
    }),
  );
  return topGroups(events, facets);
}

const measured = (events: readonly StoredEvent[], { method, facet }: AskedSearch) =>
  measure(events, { method, ...(facet === undefined ? {} : { facet }) });

/** What a search finds in [from, to), oldest first. */
export function eventsOf({ kind, query }: Pick<AskedSearch, "kind" | "query">, view: View, from: number, to: number) {
  const matches = matcher(readSearch(query));
  return view.events.between(kind, from, to).filter(matches);
}

function readSearch(query: string) {
  const parsed = parseSearch(query);
  if (!parsed.ok) throw unreadable(query, parsed.errors[0]!);
  return parsed.node;
}

// ------------------------------------------------------------------------------------------------- names

/** What a legend calls a line. */
function nameOf(formula: AskedFormula, group: Group, { queries, formulas }: AskedRequest, several: boolean): string {
  const what = formula.alias ?? queryNames(formula, queries);
  if (group.key === "*") return what;
  const values = groupName(group);
  return formulas.length > 1 && (several || formula.alias !== undefined) ? `${what} ${values}` : values;
}

/** The values of a group, as legends show them: the keys are known from the query. */
export const groupName = ({ key, tags }: Group): string => Object.values(tags).join(", ") || key;

/** The formula with its queries in the place of their names. */
export function queryNames({ text }: AskedFormula, queries: readonly AskedQuery[]): string {
  const byName = Object.fromEntries(queries.map((query) => [query.name, wordsOf(query)]));
  return text.replace(/[A-Za-z_]\w*/g, (name) => own(byName, name) ?? name);
}

function wordsOf({ text, search }: AskedQuery): string {
  if (!search) return text;
  return `${search.method}${search.facet === undefined ? "" : ` of ${search.facet}`}(${text.trim() || "*"})`;
}
