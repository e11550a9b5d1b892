import { linkTo } from "../../links";
import type { MonitorDefinition } from "../../monitor/schema";
import { size, tall } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** Settings of a monitor summary. */
export interface MonitorSummaryOptions extends WidgetOptions {
  /** Numbers by state, monitors, or both. @default "countsAndList" */
  readonly displayFormat?: "counts" | "list" | "countsAndList";
  /** @default "status,asc": alerts first */
  readonly sort?: "name,asc" | "name,desc" | "status,asc" | "status,desc" | "triggered,desc" | "triggered,asc";
  /** @default true */
  readonly showPriority?: boolean;
}

/**
 * The state of the monitors that have all of these tags: `["service:data-pipeline", "env:$env.value"]`; or of the very
 * monitors that are given.
 * @param chosen tags, or definitions that are given to constructs
 * @throws RangeError without any: it would show every monitor of the organization
 * @see https://docs.datadoghq.com/dashboards/widgets/monitor_summary/
 */
export function monitorSummary(
  title: string,
  chosen: readonly string[] | readonly MonitorDefinition[],
  options: MonitorSummaryOptions = {},
): UnplacedWidget {
  const { displayFormat = "countsAndList", sort = "status,asc", showPriority = true } = options;
  if (chosen.length === 0)
    throw new RangeError(`monitorSummary "${title}" needs a tag, such as service:data-pipeline.`);
  return widget("manage_status", title, tall(size.third, 4), options, {
    query: searchFor(chosen),
    sort,
    display_format: displayFormat,
    summary_type: "monitors",
    color_preference: "text",
    hide_zero_counts: true,
    show_status: true,
    show_priority: showPriority,
    show_last_triggered: true,
    last_triggered_format: "relative",
  });
}

/**
 * A search of monitors: by all of some tags, or by any of some ids, which Datadog reads alone.
 * @see https://docs.datadoghq.com/monitors/manage/search/
 */
function searchFor(chosen: readonly (string | MonitorDefinition)[]): string {
  const ids = chosen.flatMap((each) => (typeof each === "string" ? [] : [linkTo(each)]));
  if (ids.length === 1) return ids[0]!;
  if (ids.length > 1) return `(${ids.join(" OR ")})`;
  return chosen.map((tag) => `tag:${tag as string}`).join(" ");
}

const idOf = (monitor: MonitorDefinition | number | string) =>
  typeof monitor === "object" ? linkTo(monitor) : String(monitor);

/** Settings of an alert graph. */
export interface AlertGraphOptions extends WidgetOptions {
  /** @default "timeseries" */
  readonly vizType?: "timeseries" | "toplist";
}

/**
 * What a monitor watches, as its own page draws it.
 * @param monitor its definition, as it is given to a construct, or the id of one that is not in code
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_graph/
 */
export function alertGraph(
  title: string,
  monitor: MonitorDefinition | number | string,
  options: AlertGraphOptions = {},
): UnplacedWidget {
  const { vizType = "timeseries" } = options;
  return widget("alert_graph", title, size.half, options, { alert_id: idOf(monitor), viz_type: vizType });
}

/** Settings of an alert value. */
export interface AlertValueOptions extends WidgetOptions {
  /** Digits after the decimal point. @default 2 */
  readonly precision?: number;
  /** @default "auto" */
  readonly unit?: string;
}

/**
 * The present value of a monitor that is not grouped.
 * @param monitor its definition, as it is given to a construct, or the id of one that is not in code
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_value/
 */
export function alertValue(
  title: string,
  monitor: MonitorDefinition | number | string,
  options: AlertValueOptions = {},
): UnplacedWidget {
  const { precision = 2, unit = "auto" } = options;
  return widget("alert_value", title, size.number, options, {
    alert_id: idOf(monitor),
    precision,
    unit,
    text_align: "center",
  });
}
