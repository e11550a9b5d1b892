import { defined } from "../../../json";
import type { MetricUnit } from "../../../query";
import { type ConditionalFormat, numberFormat, type Unit } from "../formats";
import { nameQueries, type Source } from "../named-queries";
import { type ScalarOptions, scalar, sortBy } from "../requests";
import { size, tall } from "../size";
import type { UnplacedWidget } from "../types";
import { replacing, type WidgetOptions, widget } from "./widget";

/** Settings of a top list. */
export interface ToplistOptions extends WidgetOptions, ScalarOptions {
  /** How many rows. @default 10 */
  readonly limit?: number;
  /** `desc`: the highest first. @default "desc" */
  readonly order?: "asc" | "desc";
  /** Colors by value; the first match applies. @default none */
  readonly formats?: readonly ConditionalFormat[];
}

/**
 * The groups of a query, by value.
 * @see https://docs.datadoghq.com/dashboards/widgets/top_list/
 */
export function toplist(title: string, source: Source, options: ToplistOptions = {}): UnplacedWidget {
  const { limit = 10, order = "desc", formats, request: fields } = options;
  const request = {
    ...scalar(source, options),
    sort: sortBy(limit, order),
    ...defined({ conditional_formats: formats }),
  };
  return widget("toplist", title, size.third, options, { requests: [replacing(request, fields)] });
}

/** Settings of a table. */
export interface TableOptions extends WidgetOptions, Pick<ScalarOptions, "aggregator" | "request"> {
  /** How many rows. @default 50 */
  readonly limit?: number;
  /** The order of the rows, by the first column. @default "desc" */
  readonly order?: "asc" | "desc";
}

/** A column that is more than a source. */
export interface Column {
  readonly value: Source;
  /** @default the metric's own */
  readonly unit?: Unit | MetricUnit;
  /** Colors by value; the first match applies. @default none */
  readonly formats?: readonly ConditionalFormat[];
  /** `bar` draws a bar behind the number. @default "number" */
  readonly display?: "number" | "bar";
}

/**
 * Groups in rows, values in columns; all columns group by the same tags.
 * @param columns each by its heading
 * @see https://docs.datadoghq.com/dashboards/widgets/table/
 */
export function table(
  title: string,
  columns: Readonly<Record<string, Source | Column>>,
  options: TableOptions = {},
): UnplacedWidget {
  const { limit = 50, order = "desc", aggregator = "auto", request: fields } = options;
  const all = Object.entries(columns).map(([heading, column]) => ({ heading, ...columnOf(column) }));
  const { queries, formulas } = nameQueries(
    Object.fromEntries(all.map(({ heading, value }) => [heading, value])),
    aggregator,
  );
  const request = {
    response_format: "scalar",
    formulas: formulas.map((formula, place) => ({ ...formula, ...style(all[place]!) })),
    queries,
    sort: sortBy(limit, order),
  };
  return widget("query_table", title, tall(size.half, 4), options, {
    requests: [replacing(request, fields)],
    has_search_bar: "auto",
  });
}

function columnOf(column: Source | Column): Column {
  return typeof column === "object" && "value" in column ? column : { value: column };
}

function style({ unit, formats, display = "number" }: Column) {
  return {
    cell_display_mode: display,
    ...defined({ conditional_formats: formats, number_format: unit === undefined ? undefined : numberFormat(unit) }),
  };
}
