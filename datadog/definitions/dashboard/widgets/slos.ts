import { defined } from "../../../json";
import {
  constant,
  defaultZero,
  type Expression,
  movingRollup,
  parseMetricQuery,
  type QueryInput,
} from "../../../query";
import { linkTo } from "../../links";
import type { SloDefinition } from "../../slo/schema";
import { line } from "../requests";
import { size, tall } from "../size";
import type { Marker } from "../thresholds";
import type { UnplacedWidget } from "../types";
import { type TimeseriesOptions, timeseries } from "./timeseries";
import { type WidgetOptions, widget } from "./widget";

/** The times over which an SLO summary can show the status. */
export const SLO_TIME_WINDOWS = [
  ...(["7d", "30d", "90d"] as const),
  ...(["week_to_date", "month_to_date", "previous_week", "previous_month"] as const),
] as const;

/** Settings of an SLO summary. */
export interface SloSummaryOptions extends WidgetOptions {
  /** @default 7 and 30 days */
  readonly timeWindows?: readonly (typeof SLO_TIME_WINDOWS)[number][];
  /** @default true */
  readonly showErrorBudget?: boolean;
  /** @default "overall" */
  readonly viewMode?: "overall" | "component" | "both";
  /** Narrows a metric SLO. @default the whole SLO */
  readonly additionalQueryFilters?: string;
}

/**
 * How well a service level objective is kept, and what is left of its error budget.
 * @param slo its definition, as it is given to a construct, or the id of one that is not in code
 * @see https://docs.datadoghq.com/dashboards/widgets/slo/
 */
export function sloSummary(
  title: string,
  slo: SloDefinition | string,
  options: SloSummaryOptions = {},
): UnplacedWidget {
  const { timeWindows = ["7d", "30d"], showErrorBudget = true, viewMode = "overall", additionalQueryFilters } = options;
  return widget("slo", title, size.third, options, {
    slo_id: typeof slo === "string" ? slo : linkTo(slo),
    view_type: "detail",
    time_windows: timeWindows,
    show_error_budget: showErrorBudget,
    view_mode: viewMode,
    global_time_target: "0",
    ...defined({ additional_query_filters: additionalQueryFilters }),
  });
}

/** Settings of an SLO list. */
export interface SloListOptions extends WidgetOptions {
  /** How many are shown, at most 100. @default 20 */
  readonly limit?: number;
  /** @default "status.error_budget_remaining,asc": the one that is worst off first */
  readonly sort?: "status.sli,asc" | "status.sli,desc" | "status.error_budget_remaining,asc";
}

/**
 * The SLOs that have all of these tags: `["service:data-pipeline", "env:prod"]`. Chosen by tag, it needs no SLO's id.
 * @throws RangeError without a tag: it would list every SLO of the organization
 * @see https://docs.datadoghq.com/dashboards/widgets/slo_list/
 */
export function sloList(title: string, tags: readonly string[], options: SloListOptions = {}): UnplacedWidget {
  const { limit = 20, sort = "status.error_budget_remaining,asc" } = options;
  if (tags.length === 0) throw new RangeError(`sloList "${title}" needs a tag, such as service:data-pipeline.`);
  const [column = "", order = "asc"] = sort.split(",");
  const query = { query_string: tags.join(" AND "), limit, sort: [{ column, order }] };
  return widget("slo_list", title, tall(size.third, 4), options, {
    requests: [{ query, request_type: "slo_list" }],
  });
}

/** Settings of a burn rate chart. */
export interface BurnRateChartOptions extends Omit<TimeseriesOptions, "markers"> {
  /** The long window, in hours. @default 1 */
  readonly longHours?: number;
  /** The burn rate at which a line is drawn. @default none */
  readonly threshold?: number;
}

/**
 * How fast a metric SLO burns its error budget, drawn from its own queries: the error rate of the last hours over what the
 * target allows. At 1 the budget lasts exactly as long as the target's timeframe.
 * @throws RangeError for an SLO that is not by queries
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#how-burn-rate-alerts-work
 */
export function burnRateChart(title: string, slo: SloDefinition, options: BurnRateChartOptions = {}): UnplacedWidget {
  const { longHours = 1, threshold, ...rest } = options;
  const { query, thresholds, timeframe } = slo;
  if (!query)
    throw new RangeError(`burnRateChart "${title}" needs a metric SLO with a query, which "${slo.name}" is not.`);
  const { target } = thresholds.find((one) => one.timeframe === timeframe) ?? thresholds[0]!;
  const over = (text: string) => movingRollup(expression(text), longHours * 3600, "sum");
  // Where nothing succeeded there is no good event to count: all of it is errors, not a gap.
  const good = defaultZero(over(query.numerator));
  const errorRate = constant(1).minus(good.dividedBy(over(query.denominator)));
  const budget = Number((1 - target / 100).toPrecision(12));
  const markers: Marker[] = [
    { value: "y = 1", display_type: "info dashed", label: "the budget lasts" },
    ...(threshold === undefined
      ? []
      : [{ value: `y > ${threshold}`, display_type: "error dashed", label: `burn rate > ${threshold}` } as const]),
  ];
  return timeseries(title, line(errorRate.dividedBy(budget)), { ...rest, markers });
}

/** A query of an SLO; in parentheses it stays whole in what it becomes part of. */
function expression(text: string): QueryInput {
  const parsed = parseMetricQuery(text);
  return parsed.ok && parsed.node.kind !== "list" ? { node: parsed.node as Expression, text } : text;
}
