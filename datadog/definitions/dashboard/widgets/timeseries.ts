import { defined } from "../../../json";
import type { SeriesRequest } from "../requests";
import { size } from "../size";
import type { Marker } from "../thresholds";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** An axis. */
export interface Axis {
  /** @default none */
  readonly label?: string;
  /** @default "linear" */
  readonly scale?: "linear" | "log" | "sqrt";
  /** @default the values'; 0 where `includeZero` */
  readonly min?: number;
  /** @default the values' */
  readonly max?: number;
  /** @default true */
  readonly includeZero?: boolean;
}

/** Settings of a timeseries. */
export interface TimeseriesOptions extends WidgetOptions {
  /** `thresholdMarkers(monitor)` draws where a monitor alerts. @default none */
  readonly markers?: readonly Marker[];
  /** @default true */
  readonly legend?: boolean;
  /** @default a linear axis with 0 on it */
  readonly yaxis?: Axis;
  /** The axis of the requests with `onRightYaxis`. @default as the left */
  readonly rightYaxis?: Axis;
  /** Searches for events (deployments, alerts) that are drawn over the chart. @default none */
  readonly events?: readonly string[];
}

/**
 * Curves, bars or areas over time.
 * @param requests `line(…)`, `bars(…)`, `area(…)`: one or several
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/
 */
export function timeseries(
  title: string,
  requests: SeriesRequest | readonly SeriesRequest[],
  options: TimeseriesOptions = {},
): UnplacedWidget {
  const { markers, legend = true, yaxis, rightYaxis, events } = options;
  return widget("timeseries", title, size.half, options, {
    requests: [requests].flat(),
    show_legend: legend,
    ...(legend ? { legend_layout: "auto", legend_columns: ["avg", "min", "max", "value", "sum"] } : {}),
    ...defined({
      markers,
      yaxis: yaxis && axis(yaxis),
      right_yaxis: rightYaxis && axis(rightYaxis),
      events: events?.map((q) => ({ q })),
    }),
  });
}

/** An axis as Datadog's editor writes it: bounds are text. */
export function axis({ label = "", scale = "linear", min, max, includeZero = true }: Axis) {
  const bound = (value: number | undefined) => (value === undefined ? "auto" : String(value));
  return { label, scale, min: bound(min), max: bound(max), include_zero: includeZero };
}
