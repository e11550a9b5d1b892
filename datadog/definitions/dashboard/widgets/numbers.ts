import type { ConditionalFormat } from "../formats";
import type { Source } from "../named-queries";
import { type ScalarOptions, scalar } from "../requests";
import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** What a query value can have. */
export interface QueryValueOptions extends WidgetOptions, ScalarOptions {
  /** Digits behind the point. @default 2 */
  readonly precision?: number;
  /** Colours by value; the first that fits. `thresholdFormats(monitor)` takes those of a monitor. @default none */
  readonly formats?: readonly ConditionalFormat[];
  /** The curve behind the number. @default none */
  readonly background?: "area" | "bars";
}

/**
 * One number.
 * @see https://docs.datadoghq.com/dashboards/widgets/query_value/
 */
export function queryValue(title: string, source: Source, options: QueryValueOptions = {}): UnplacedWidget {
  const { precision = 2, formats, background } = options;
  const request = { ...scalar(source, options), ...(formats === undefined ? {} : { conditional_formats: formats }) };
  return widget("query_value", title, size.number, options, {
    requests: [request],
    autoscale: true,
    precision,
    ...(background === undefined ? {} : { timeseries_background: { type: background } }),
  });
}
