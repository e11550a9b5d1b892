import {
  type Comparator,
  countsIn,
  type Expression,
  ExpressionValue,
  expressionOf,
  type MovingRollupMethod,
  mapNode,
  movingRollup,
  type QueryInput,
  windowLength,
} from "../../query";
import { conditionOf } from "../monitor/condition";
import type { MonitorDefinition } from "../monitor/schema";
import type { ConditionalFormat } from "./formats";

/** A line or a band across a chart. */
export interface Marker {
  /** `y > 300`: everything above is shaded; `y = 300`: a line. */
  readonly value: string;
  /** Meaning and line: `error dashed`. */
  readonly display_type: `${"error" | "warning" | "ok" | "info"} ${"solid" | "dashed" | "bold"}`;
  readonly label?: string;
}

/**
 * A query as a monitor compares it: at each point, its time aggregator over its window up to then. A rollup into buckets of
 * the window's length shows something else, since buckets begin on the clock and a monitor's window slides. Over a time
 * range whose points are further apart than the window is long, a point is all that lies between two of them.
 * @param monitor the query stays as it is for a monitor that is turned off
 * @param query what the monitor evaluates, as the dashboard filters it
 * @throws RangeError for a monitor that has no window of the past to aggregate over
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/#moving-rollup
 */
export function compared(monitor: MonitorDefinition | undefined, query: QueryInput): ExpressionValue {
  const expression = expressionOf(query);
  if (monitor === undefined) return new ExpressionValue(expression);
  const node = conditionOf(monitor)?.node;
  if (node?.kind !== "metricAlert" || node.window.form !== "last" || !isRollup(node.aggregator)) {
    throw new RangeError(`monitor "${monitor.name}" does not aggregate over a window of the past: "${monitor.query}".`);
  }
  const { aggregator } = node;
  const seconds = windowLength(node.window);
  const over = (part: Expression) => movingRollup(new ExpressionValue(part), seconds, aggregator).node;
  // Of counts, the monitor combines the totals of the window; of anything else, it aggregates what is combined.
  const isOfTotals = countsIn(expression) !== "none";
  return new ExpressionValue(isOfTotals ? mapNode(expression, { metric: over }) : over(expression));
}

const isRollup = (aggregator: string): aggregator is MovingRollupMethod =>
  ["avg", "sum", "min", "max"].includes(aggregator);

/**
 * The thresholds at which a monitor warns and alerts, as markers for a chart of the monitor's query.
 * @param monitor no markers are drawn for a monitor that is turned off
 * @throws RangeError when the monitor has no threshold, as a composite has none
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#markers
 */
export function thresholdMarkers(monitor: MonitorDefinition | undefined): Marker[] {
  if (monitor === undefined) return [];
  const { comparator, critical, warning } = thresholdsOf(monitor);
  const at = (value: number, level: "error" | "warning", label: string): Marker => ({
    value: `y ${comparator} ${value}`,
    display_type: `${level} dashed`,
    label: `${label} ${comparator} ${value}`,
  });
  return [at(critical, "error", "alert"), ...(warning === undefined ? [] : [at(warning, "warning", "warning")])];
}

/**
 * Red where a monitor alerts, yellow where it warns, green elsewhere: for numbers, lists and tables.
 * @param monitor nothing is colored for a monitor that is turned off
 * @throws RangeError when the monitor has no threshold, or compares for (in)equality
 */
export function thresholdFormats(monitor: MonitorDefinition | undefined): ConditionalFormat[] {
  if (monitor === undefined) return [];
  const { comparator, critical, warning } = thresholdsOf(monitor);
  const mildest = warning ?? critical;
  return [
    { comparator, value: critical, palette: "white_on_red" },
    ...(warning === undefined ? [] : [{ comparator, value: warning, palette: "white_on_yellow" } as const]),
    { comparator: OPPOSITE[comparator], value: mildest, palette: "white_on_green" },
  ];
}

type Ordering = "<" | "<=" | ">" | ">=";

const OPPOSITE: Readonly<Record<Ordering, Ordering>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

const isOrdering = (comparator: Comparator): comparator is Ordering => comparator in OPPOSITE;

interface Thresholds {
  readonly comparator: Ordering;
  readonly critical: number;
  readonly warning?: number;
}

function thresholdsOf(monitor: MonitorDefinition): Thresholds {
  const { comparator, critical, warning } = conditionOf(monitor) ?? {};
  if (comparator === undefined || critical === undefined || !isOrdering(comparator)) {
    throw new RangeError(
      `monitor "${monitor.name}" does not alert above or below a threshold, so there is nothing to draw for "${monitor.query}".`,
    );
  }
  return { comparator, critical, warning };
}
