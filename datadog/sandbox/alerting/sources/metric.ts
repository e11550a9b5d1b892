import type { MonitorDefinition } from "../../../definitions";
import { callsOf, type FunctionCall, type MetricAlert, mapNode, textsOf, walk } from "../../../query";
import {
  type OutsideQuery,
  type SeriesAlert,
  type WindowEvaluator,
  type WindowResult,
  windowEvaluator,
} from "../../evaluate";
import { EventStore } from "../../events";
import { AlertingError } from "../error";
import { calendarStart } from "../schedule";
import type { Reading } from "../types";
import { formulaQueries } from "./formula-queries";
import type { AlertingInputs, Now, Source } from "./source";

/** A monitor over metrics: thresholds, changes, anomalies, outliers, forecasts, formulas. */
export function metricSource(query: SeriesAlert, definition: MonitorDefinition, inputs: AlertingInputs): Source {
  refuseDynamic(query);
  const { window } = query.kind === "formulaAlert" ? { window: undefined } : query;
  const isCalendar = window?.form === "current";
  const begins = definition.options?.scheduling_options?.evaluation_window;
  const { queries, outside } = formulaQueries(definition, inputs.events ?? new EventStore());
  const isOutside = Object.keys(outside).length > 0;
  const options = {
    queries,
    outside,
    ...(isCalendar ? { windowStart: calendarStart(window, begins) } : {}),
  };
  const evaluator = windowEvaluator(query, inputs.series, options);
  const recovery = recoveryQuery(query, definition);
  const recovering = recovery && windowEvaluator(recovery, inputs.series, options);
  const isFullAsked = definition.options?.require_full_window ?? false;
  return {
    kind: {
      window: evaluator.window,
      groupKeys: evaluator.groupKeys,
      aggregation: isOutside ? countingOf(Object.values(outside)) : aggregationOf(query),
      // like the searches that they are made of
      ...(isOutside ? { missingByDefault: "default" as const } : {}),
      // "recovers only when 0 % of the points are anomalous" is written as a recovery threshold of 0
      ...(isAnomaly(query) ? { recoveryComparator: ">" as const } : {}),
    },
    notes: evaluator.notes,
    explain: (time, evaluated, group) => evaluator.explain(time, group, evaluated),
    ...(recovering ? {} : { sweep: (first, stride, count) => evaluator.sweep(first, stride, count) }),
    read: (now) => readings(evaluator, recovering, isFullAsked && !isCalendar, now),
  };
}

function readings(
  evaluator: WindowEvaluator,
  recovering: WindowEvaluator | undefined,
  isFullAsked: boolean,
  { time, evaluated }: Now,
): readonly Reading[] {
  const { groups, values } = evaluator.at(time, evaluated);
  const recovery = recovering?.at(time, evaluated);
  const found: Reading[] = [];
  for (let index = 0; index < groups.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    const reading: Reading = { group: groups[index]!, value };
    if (!recovery && !isFullAsked) found.push(reading);
    else found.push({ ...reading, ...recoveryOf(reading, recovery), ...fullness(evaluator, index, time, evaluated) });
  }
  return found;
}

function recoveryOf({ group }: Reading, recovery: WindowResult | undefined): Pick<Reading, "recoveryValue"> {
  const index = recovery?.groups.findIndex(({ key }) => key === group.key) ?? -1;
  const value = recovery?.values[index];
  return value === undefined || Number.isNaN(value) ? {} : { recoveryValue: value };
}

function fullness(evaluator: WindowEvaluator, index: number, time: number, now: number): Pick<Reading, "isFull"> {
  return { isFull: () => evaluator.coverage(time, index, now).full };
}

/** A threshold that is computed has no number to compare with: without this, the monitor would be OK forever. */
function refuseDynamic(query: SeriesAlert): void {
  if (query.kind !== "formulaAlert" || query.comparison.kind !== "dynamicComparison") return;
  const message =
    "The threshold is computed by thresholds.critical_query, which is not simulated: Datadog does not document its evaluation. Compare with a number, such as > 5.";
  throw new AlertingError(message, query.comparison.range);
}

/** A formula over events is a count where all of its queries are. */
const countingOf = (queries: readonly OutsideQuery[]) => (queries.every(({ zero }) => zero) ? "count" : undefined);

/** How a monitor aggregates over time: `sum` of `sum(last_5m):…`, of `formula(…).rollup("sum")`. */
function aggregationOf(query: SeriesAlert): string | undefined {
  return query.kind === "formulaAlert" ? textsOf(callsOf(query), "rollup")[0] : query.aggregator;
}

/**
 * The query over the recovery window, where an anomaly monitor has one of its own.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#options
 */
function recoveryQuery(query: SeriesAlert, { options }: MonitorDefinition): MetricAlert | undefined {
  const window = options?.threshold_windows?.recovery_window;
  if (query.kind !== "metricAlert" || !window) return undefined;
  const alertWindow = alertWindowOf(query);
  if (alertWindow === undefined || alertWindow === window) return undefined;
  return mapNode(query, {
    argument: (node) =>
      node.name === "alert_window" ? { ...node, value: { kind: "string" as const, value: window } } : node,
  });
}

function isAnomaly(query: SeriesAlert): boolean {
  return query.kind === "metricAlert" && alertWindowOf(query) !== undefined;
}

function alertWindowOf(query: MetricAlert): string | undefined {
  let found: string | undefined;
  walk(query, {
    call: (call: FunctionCall) => {
      if (call.name !== "anomalies") return;
      const value = call.args.find(({ name }) => name === "alert_window")?.value;
      if (value?.kind === "string" || value?.kind === "keyword") found ??= value.value;
    },
  });
  return found;
}
