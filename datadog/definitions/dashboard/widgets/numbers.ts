import type { ConditionalFormat } from "../formats";
import type { Source } from "../named-queries";
import { type ScalarOptions, scalar } from "../requests";
import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { replacing, type WidgetOptions, widget } from "./widget";

/** Settings of a query value. */
export interface QueryValueOptions extends WidgetOptions, ScalarOptions {
  /** Digits after the decimal point. @default 2 */
  readonly precision?: number;
  /** Colors by value; the first match applies. `thresholdFormats(monitor)` uses a monitor's thresholds. @default none */
  readonly formats?: readonly ConditionalFormat[];
  /** The graph behind the number. @default none */
  readonly background?: "area" | "bars";
}

/**
 * One number.
 * @see https://docs.datadoghq.com/dashboards/widgets/query_value/
 */
export function queryValue(title: string, source: Source, options: QueryValueOptions = {}): UnplacedWidget {
  const { precision = 2, formats, background, request: fields } = options;
  const request = { ...scalar(source, options), ...(formats === undefined ? {} : { conditional_formats: formats }) };
  return widget("query_value", title, size.number, options, {
    requests: [replacing(request, fields)],
    autoscale: true,
    precision,
    ...(background === undefined ? {} : { timeseries_background: { type: background } }),
  });
}
