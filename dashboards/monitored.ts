import {
  compared,
  line,
  type MonitorDefinition,
  type TimeseriesOptions,
  thresholdMarkers,
  timeseries,
  type UnplacedWidget,
} from "../datadog/definitions";
import type { QueryInput } from "../datadog/query";

/** How the chart looks, but for the markers, which are the monitor's. */
interface MonitoredOptions extends Omit<TimeseriesOptions, "markers"> {
  /** Of the line. @default as `line` has it */
  readonly style?: Parameters<typeof line>[1];
}

/**
 * A chart of what a monitor compares, with its thresholds.
 * @param monitor where it is turned off, the chart shows the query as it is, without thresholds
 * @param query what the monitor evaluates
 */
export const monitored = (
  title: string,
  monitor: MonitorDefinition | undefined,
  query: QueryInput,
  { style, ...options }: MonitoredOptions = {},
): UnplacedWidget =>
  timeseries(title, line(compared(monitor, query), style), { ...options, markers: thresholdMarkers(monitor) });
