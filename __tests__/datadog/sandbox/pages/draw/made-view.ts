import { type DashboardDefinition, queriesOf } from "../../../../../datadog/definitions";
import { mergeCatalogs, metricCatalog, metricsIn, parseMetricQuery } from "../../../../../datadog/query";
import { EventStore } from "../../../../../datadog/sandbox/events";
import { type View, variablesOf } from "../../../../../datadog/sandbox/pages/draw";
import { SeriesStore } from "../../../../../datadog/sandbox/series";
import { randomNumbers } from "../../../../../demo/random";
import { catalog } from "../../../../../metrics/catalog";
import { integrationCatalog } from "../../../../../metrics/integrations";

/** 2024-01-01T00:00:00Z, a Monday. */
export const START = 1_704_067_200;

export interface MadeOptions {
  /** @default 4 */
  readonly hours?: number;
  /** Seconds between points. @default 60 */
  readonly step?: number;
  /** Of the random numbers. @default 1 */
  readonly seed?: number;
}

/** A view without any data. */
export function emptyView(options: MadeOptions = {}): View {
  const { hours = 4, step = 60 } = options;
  return {
    series: new SeriesStore({ step }),
    events: new EventStore(),
    from: START,
    to: START + hours * 3600,
    variables: {},
    monitors: [],
    states: new Map(),
    slos: new Map(),
    metrics: mergeCatalogs(metricCatalog(catalog), integrationCatalog()),
  };
}

/**
 * A view with data for everything that a dashboard asks for: three series of each metric, with the tags by which queries
 * group it and those that they filter by.
 */
export function madeView(dashboard: DashboardDefinition, options: MadeOptions = {}): View {
  const view = emptyView(options);
  const random = randomNumbers(options.seed ?? 1);
  for (const [metric, keys] of metricsOf(dashboard)) {
    const level = 10 ** (1 + 4 * random());
    for (let index = 0; index < 3; index++) addSeries(view, metric, keys, index, level, random, options.step ?? 60);
  }
  for (let index = 0; index < 60; index++) {
    const time = view.from + Math.floor(random() * (view.to - view.from));
    const tags = ["source:airflow", "source:celery", "source:docker", "source:postgresql"];
    const status = index % 7 === 0 ? "error" : "info";
    const common = { time, status, host: `host-${index % 3}`, service: "made", tags };
    view.events.add({ kind: "logs", ...common, message: `Made line ${index}` });
    view.events.add({ kind: "events", ...common, title: `spark has status ${index}`, message: "made" });
  }
  for (const check of checksOf(dashboard)) {
    for (const [index, status] of (["OK", "OK", "CRITICAL"] as const).entries()) {
      view.events.addRun({ check, time: view.to - 90, status, tags: [`host:host-${index}`] });
    }
  }
  return { ...view, variables: variablesOf(dashboard) };
}

function addSeries(
  { series, from, to }: View,
  metric: string,
  keys: ReadonlyMap<string, string>,
  index: number,
  level: number,
  random: () => number,
  step: number,
): void {
  const tags = [...keys].map(([key, value]) => `${key}:${value === "" ? `${key}-${index}` : value}`);
  const points: [number, number][] = [];
  let value = level * (1 + index / 2);
  for (let time = from - 3600; time < to; time += step) {
    value = Math.max(0, value + level * 0.1 * (random() - 0.5));
    points.push([time, value]);
  }
  series.submit({ metric, type: "gauge", tags, points });
}

/** Each metric, with the tags that it needs: a value, or none where any will do. */
function metricsOf(dashboard: DashboardDefinition): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { language, text } of queriesOf(dashboard)) {
    const parsed = language === "metrics" ? parseMetricQuery(text) : undefined;
    if (!parsed?.ok) continue;
    for (const metric of metricsIn(parsed.node)) {
      const keys = found.get(metric.metric) ?? new Map<string, string>();
      for (const { name } of metric.by) if (!keys.has(name)) keys.set(name, "");
      for (const [key, value] of filtersIn(metric.scope)) keys.set(key, value);
      found.set(metric.metric, keys);
    }
  }
  return found;
}

type Scope = ReturnType<typeof metricsIn>[number]["scope"];

function filtersIn(scope: Scope): readonly (readonly [string, string])[] {
  if (scope.kind === "tag")
    return [[scope.key, scope.value.includes("*") || scope.value.startsWith("$") ? "" : scope.value]];
  if (scope.kind === "in") return scope.negated ? [] : [[scope.key, scope.values[0]!]];
  if (scope.kind === "comma") return scope.items.flatMap(filtersIn);
  return scope.kind === "and" || scope.kind === "or" ? scope.operands.flatMap(filtersIn) : [];
}

function checksOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "check" in value && typeof value.check === "string" ? [value.check] : [];
  return [...own, ...Object.values(value).flatMap(checksOf)];
}
