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
 * The state of the monitors that have all of these tags: `["service:data-pipeline", "env:$env.value"]`. Chosen by tag, it
 * needs no monitor's id.
 * @throws RangeError without a tag: it would show every monitor of the organization
 * @see https://docs.datadoghq.com/dashboards/widgets/monitor_summary/
 */
export function monitorSummary(
  title: string,
  tags: readonly string[],
  options: MonitorSummaryOptions = {},
): UnplacedWidget {
  const { displayFormat = "countsAndList", sort = "status,asc", showPriority = true } = options;
  if (tags.length === 0) throw new RangeError(`monitorSummary "${title}" needs a tag, such as service:data-pipeline.`);
  return widget("manage_status", title, tall(size.third, 4), options, {
    query: tags.map((tag) => `tag:${tag}`).join(" "),
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

/** Settings of an alert graph. */
export interface AlertGraphOptions extends WidgetOptions {
  /** @default "timeseries" */
  readonly vizType?: "timeseries" | "toplist";
}

/**
 * What a monitor watches, as its own page draws it.
 * @param alertId the monitor's id: a setting, since Datadog gives it
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_graph/
 */
export function alertGraph(title: string, alertId: number | string, options: AlertGraphOptions = {}): UnplacedWidget {
  const { vizType = "timeseries" } = options;
  return widget("alert_graph", title, size.half, options, { alert_id: String(alertId), viz_type: vizType });
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
 * @param alertId the monitor's id: a setting, since Datadog gives it
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_value/
 */
export function alertValue(title: string, alertId: number | string, options: AlertValueOptions = {}): UnplacedWidget {
  const { precision = 2, unit = "auto" } = options;
  return widget("alert_value", title, size.number, options, {
    alert_id: String(alertId),
    precision,
    unit,
    text_align: "center",
  });
}
