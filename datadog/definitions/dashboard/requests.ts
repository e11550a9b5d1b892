import { expressionOf, type MetricQuery, type MetricUnit, print, type QueryInput } from "../../query";
import { type NumberFormat, numberFormat, type Unit } from "./formats";
import { checkedLimit } from "./limit";
import { type Aggregator, type NamedQueries, nameQueries, type Sources } from "./named-queries";
import { replacing } from "./widgets/widget";

/** The colors of lines, by Datadog's names. */
export const LINE_PALETTES = [
  ...(["dog_classic", "datadog16", "semantic", "cool", "warm", "purple", "orange"] as const),
  ...(["gray", "red", "green", "blue"] as const),
] as const;

export type LinePalette = (typeof LINE_PALETTES)[number];

/** Fields of a request that have no setting of their own, in the JSON of the API. They replace what the function writes. */
export interface RequestFields {
  /** Of the request; one that is `undefined` is left out. @default none */
  readonly request?: Readonly<Record<string, unknown>>;
  /** Of each of its formulas. @default none */
  readonly formula?: Readonly<Record<string, unknown>>;
}

/** The style of lines. */
export interface SeriesOptions extends RequestFields {
  /** @default "dog_classic"; "warm" is clearer for bars of failures */
  readonly palette?: LinePalette;
  /** @default "solid" */
  readonly lineType?: "solid" | "dashed" | "dotted";
  /** @default "normal" */
  readonly lineWidth?: "thin" | "normal" | "thick";
  /** By what the colors of a palette are given to the lines. @default Datadog's choice */
  readonly orderBy?: "values" | "tags";
  /** Whether they use the right axis, for a chart with two units. @default false */
  readonly onRightYaxis?: boolean;
  /** @default the metric's own */
  readonly unit?: Unit | MetricUnit;
}

/** Curves of a timeseries that look alike. */
export interface SeriesRequest extends NamedQueries {
  readonly response_format: "timeseries";
  readonly display_type: "line" | "bars" | "area";
  readonly style: {
    readonly palette: LinePalette;
    readonly line_type: string;
    readonly line_width: string;
    readonly order_by?: string;
  };
  readonly on_right_yaxis?: boolean;
}

/** Curves: `line(q)`, or `line({ median: q1, "95th percentile": q2 })` with names for the legend. */
export const line = (sources: Sources, options?: SeriesOptions) => series("line", sources, options);

/** Bars, stacked: for counts. */
export const bars = (sources: Sources, options?: SeriesOptions) => series("bars", sources, options);

/** Areas, stacked: for parts of a whole. */
export const area = (sources: Sources, options?: SeriesOptions) => series("area", sources, options);

function series(
  display_type: SeriesRequest["display_type"],
  sources: Sources,
  options: SeriesOptions = {},
): SeriesRequest {
  const { palette = "dog_classic", lineType = "solid", lineWidth = "normal", onRightYaxis = false } = options;
  const { orderBy, unit, formula, request } = options;
  const format = { ...(unit === undefined ? {} : { number_format: numberFormat(unit) }), ...formula };
  const made: SeriesRequest = {
    response_format: "timeseries",
    ...withFormat(nameQueries(sources), format),
    display_type,
    style: {
      palette,
      line_type: lineType,
      line_width: lineWidth,
      ...(orderBy === undefined ? {} : { order_by: orderBy }),
    },
    ...(onRightYaxis ? { on_right_yaxis: true } : {}),
  };
  return replacing(made, request);
}

/** One value a group: what numbers, lists and tables show. */
export interface ScalarRequest extends NamedQueries {
  readonly response_format: "scalar";
}

/** How values are made of curves. */
export interface ScalarOptions extends RequestFields {
  /** @default counts are summed, percentiles are computed over the whole time range, and everything else is averaged */
  readonly aggregator?: Aggregator;
  /** @default the metric's own */
  readonly unit?: Unit | MetricUnit;
}

/** @internal */
export function scalar(
  sources: Sources,
  options: ScalarOptions = {},
  extra: Readonly<Record<string, unknown>> = {},
): ScalarRequest {
  const { aggregator = "auto", unit, formula } = options;
  const format = { ...extra, ...(unit === undefined ? {} : { number_format: numberFormat(unit) }), ...formula };
  return { response_format: "scalar", ...withFormat(nameQueries(sources, aggregator), format) };
}

/** The order of a list or table, and how many rows it has: the rows with the highest (or lowest) first formula. */
export function sortBy(limit: number, order: "asc" | "desc", index = 0) {
  const count = checkedLimit(limit);
  return { count, order_by: [{ type: "formula", index, order }] } as const;
}

function withFormat(
  { queries, formulas }: NamedQueries,
  extra: { readonly number_format?: NumberFormat } & Readonly<Record<string, unknown>>,
): NamedQueries {
  return { formulas: formulas.map((formula) => ({ ...formula, ...extra })), queries };
}

/**
 * All samples of a distribution metric, rather than one value of them: for `heatmap` and `distribution`.
 * @throws RangeError when the query is more than one metric, or is grouped
 * @see https://docs.datadoghq.com/dashboards/widgets/heatmap/
 */
export function samplesOf(query: QueryInput): SampleQuery {
  const node = expressionOf(query);
  if (node.kind !== "metric" || node.by.length > 0) {
    throw new RangeError(
      `samplesOf(${print(node)}): pass one distribution metric without by(), such as latency.avg().`,
    );
  }
  const samples: MetricQuery = { ...node, aggregator: "histogram", modifiers: [] };
  return { samples: print(samples) };
}

/** @see samplesOf */
export interface SampleQuery {
  readonly samples: string;
}

/** The request of a widget that shows samples. */
export function histogramRequest({ samples }: SampleQuery, palette: LinePalette) {
  return {
    request_type: "histogram",
    query: { data_source: "metrics", name: "query1", query: samples },
    style: { palette },
  } as const;
}
