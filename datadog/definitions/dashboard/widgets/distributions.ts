import { defined } from "../../../json";
import { type QueryInput, queryText } from "../../../query";
import { nameQueries, type Source } from "../named-queries";
import { histogramRequest, type LinePalette, type SampleQuery } from "../requests";
import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { type Axis, axis } from "./timeseries";
import { type WidgetOptions, widget } from "./widget";

/** Settings of heatmaps and distributions. */
export interface DistributionOptions extends WidgetOptions {
  /** @default "dog_classic" */
  readonly palette?: LinePalette;
  /** @default false */
  readonly legend?: boolean;
  /** @default Datadog's */
  readonly yaxis?: Axis;
}

/**
 * How values are spread, over time: of the samples of a distribution metric (`samplesOf(latency.avg())`), or of the
 * groups of any query (`memory.avg().by("host")`).
 * @see https://docs.datadoghq.com/dashboards/widgets/heatmap/
 */
export function heatmap(
  title: string,
  source: Source | SampleQuery,
  options: DistributionOptions = {},
): UnplacedWidget {
  const { palette = "dog_classic" } = options;
  const request = isSamples(source)
    ? histogramRequest(source, palette)
    : { response_format: "timeseries", ...nameQueries(source), style: { palette } };
  return widget("heatmap", title, size.half, options, fields(request, options));
}

/**
 * How values are spread over the whole time: of the samples of a distribution metric, or of the groups of a metric query.
 * The API knows no formulas and no events here.
 * @see https://docs.datadoghq.com/dashboards/widgets/distribution/
 */
export function distributionOf(
  title: string,
  source: QueryInput | SampleQuery,
  options: DistributionOptions = {},
): UnplacedWidget {
  const { palette = "dog_classic" } = options;
  const request = isSamples(source) ? histogramRequest(source, palette) : { q: queryText(source), style: { palette } };
  return widget("distribution", title, size.half, options, fields(request, options));
}

const isSamples = (source: Source | SampleQuery): source is SampleQuery =>
  typeof source === "object" && "samples" in source;

function fields(request: object, { legend = false, yaxis }: DistributionOptions) {
  return { requests: [request], show_legend: legend, ...defined({ yaxis: yaxis && axis(yaxis) }) };
}
