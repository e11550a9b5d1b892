import {
  type Expression,
  parseFormula,
  parseMetricQuery,
  parseMonitorQuery,
  type QueryList,
} from "../../../../datadog/query";
import {
  type Evaluated,
  type EvaluateOptions,
  evaluateExpression,
  type SeriesAlert,
  type WindowEvaluator,
  type WindowOptions,
  windowEvaluator,
} from "../../../../datadog/sandbox/evaluate";
import { SeriesStore, type StoredType } from "../../../../datadog/sandbox/series";

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** `name{tag:value,other:value}` → one value a step, `null` a gap. */
export type Stories = Readonly<Record<string, readonly (number | null)[]>>;

export interface StoryOptions {
  /** Seconds between points. @default 60 */
  readonly step?: number;
  /** UNIX seconds of the first point. @default 0 */
  readonly start?: number;
  /** By name of the metric. @default gauge */
  readonly types?: Readonly<Record<string, StoredType | "counter">>;
}

/** A store with one point a step in each series. */
export function storeOf(stories: Stories, { step = MINUTE, start = 0, types = {} }: StoryOptions = {}): SeriesStore {
  const store = new SeriesStore({ step });
  addTo(store, stories, { step, start, types });
  return store;
}

export function addTo(
  store: SeriesStore,
  stories: Stories,
  { step = MINUTE, start = 0, types = {} }: StoryOptions,
): void {
  for (const [name, values] of Object.entries(stories)) {
    const [, metric = name, inner = ""] = /^([^{]+)(?:\{(.*)\})?$/.exec(name) ?? [];
    const tags = inner === "" || inner === "*" ? [] : inner.split(",");
    const type = types[metric] ?? "gauge";
    if (type === "counter") {
      store.addCounter({ metric, tags, start, step, counts: values.map((value) => value ?? Number.NaN) });
      continue;
    }
    const points = values.flatMap((value, index) => (value === null ? [] : [[start + index * step, value] as const]));
    store.submit({ metric, type, interval: step, tags, points });
  }
}

export function parsed(query: string): SeriesAlert {
  const result = parseMonitorQuery(query);
  if (!result.ok) throw new Error(`${query}: ${result.errors[0]?.message}`);
  return result.node as SeriesAlert;
}

/** `query` without a comparison gets one that does not matter. */
export function monitor(query: string, store: SeriesStore, options?: WindowOptions): WindowEvaluator {
  return windowEvaluator(parsed(/ [<>]=? -?[\d.]+$/.test(query) ? query : `${query} > 0`), store, options);
}

/** The values at a time by group, without those that have no data. */
export function valuesAt(query: string, store: SeriesStore, time: number, now?: number): Record<string, number> {
  const { groups, values } = monitor(query, store).at(time, now);
  return Object.fromEntries(
    groups.flatMap(({ key }, index) => (Number.isNaN(values[index]!) ? [] : [[key, values[index]!]])),
  );
}

/** The value of a query without groups; undefined is no data. */
export const valueAt = (query: string, store: SeriesStore, time: number, now?: number): number | undefined =>
  valuesAt(query, store, time, now)["*"];

export function expressionOf(query: string): Expression | QueryList {
  const result = query.includes("{") ? parseMetricQuery(query) : parseFormula(query);
  if (!result.ok) throw new Error(`${query}: ${result.errors[0]?.message}`);
  return result.node;
}

/** An expression that is no list. */
export function oneExpression(query: string): Expression {
  const expression = expressionOf(query);
  if (expression.kind === "list") throw new Error(`${query} is several queries`);
  return expression;
}

export const graph = (query: string, options: EvaluateOptions): Evaluated =>
  evaluateExpression(expressionOf(query), options);

/** The lines of a graph by group, `null` a gap. */
export function linesOf(query: string, options: EvaluateOptions): Record<string, (number | null)[]> {
  const { series } = graph(query, options);
  return Object.fromEntries(
    series.map(({ group, values }) => [group.key, Array.from(values, (value) => (Number.isNaN(value) ? null : value))]),
  );
}

/** One bucket a minute over the first minutes: the line of a query without groups. */
export const minutes = (query: string, store: SeriesStore, count: number): (number | null)[] =>
  linesOf(query, { store, from: 0, to: count * MINUTE, interval: MINUTE })["*"] ?? [];
