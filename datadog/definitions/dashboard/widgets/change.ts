import { dayBefore, hourBefore, monthBefore, type QueryInput, weekBefore } from "../../../query";
import { nameQueries } from "../named-queries";
import type { ScalarOptions } from "../requests";
import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { replacing, type WidgetOptions, widget } from "./widget";

const BEFORE = { hour_before: hourBefore, day_before: dayBefore, week_before: weekBefore, month_before: monthBefore };

/** Settings of a change widget. */
export interface ChangeOptions extends WidgetOptions, Pick<ScalarOptions, "aggregator" | "request"> {
  /** What the value is compared with; a month is 28 days. @default "week_before" */
  readonly compareTo?: keyof typeof BEFORE;
  /** In the metric's unit, or in percent of the earlier value. @default "relative" */
  readonly changeType?: "absolute" | "relative";
  /** Whether an increase is good, and shown in green. @default false */
  readonly increaseGood?: boolean;
  /** @default "change" */
  readonly orderBy?: "change" | "name" | "present" | "past";
  /** @default "desc" */
  readonly orderDir?: "asc" | "desc";
  /** Whether to show the current value next to the change. @default true */
  readonly showPresent?: boolean;
}

/**
 * How much each group of a query differs from an earlier time.
 * @see https://docs.datadoghq.com/dashboards/widgets/change/
 */
export function change(title: string, query: QueryInput, options: ChangeOptions = {}): UnplacedWidget {
  const { compareTo = "week_before", changeType = "relative", increaseGood = false } = options;
  const { orderBy = "change", orderDir = "desc", showPresent = true, aggregator = "auto" } = options;
  const { queries, formulas } = nameQueries({ past: BEFORE[compareTo](query), present: query }, aggregator);
  const request = {
    response_format: "scalar",
    formulas: formulas.map(({ formula }) => ({ formula })),
    queries,
    compare_to: compareTo,
    change_type: changeType,
    increase_good: increaseGood,
    order_by: orderBy,
    order_dir: orderDir,
    show_present: showPresent,
  };
  return widget("change", title, size.third, options, { requests: [replacing(request, options.request)] });
}
