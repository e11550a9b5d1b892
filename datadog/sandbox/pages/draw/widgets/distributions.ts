import { type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { askedQuery, askedRequest } from "../data/asked";
import { curvesOf } from "../data/lines";
import { samplesOver } from "../data/samples";
import { scalarsOf } from "../data/scalars";
import { mixed, scaleColors } from "../palette";
import type { ChartPart } from "../parts";
import type { Drawer, Pen } from "../pen";
import { type DisplayUnit, niceStep, numberText } from "../units";
import { axisSettings, baseOption, extentOf, FONT_SIZE, shownNumber, timeAxis, valueAxis } from "./axes";
import { markerSeries, markersOf } from "./markers";
import { emptyText } from "./texts";

/** Values of one bucket of time. */
interface Samples {
  /** UNIX seconds of the first bucket. */
  readonly start: number;
  readonly interval: number;
  readonly buckets: readonly (readonly { readonly value: number; readonly count: number }[])[];
  readonly unit: DisplayUnit;
}

/** About so many rows of a heat map, and bars of a distribution. */
const ROWS = 18;
const BARS = 36;
/** Buckets of time of a heat map. */
const COLUMNS = 60;

/**
 * How values are spread over time: the darker, the more.
 * @see https://docs.datadoghq.com/dashboards/widgets/heatmap/
 */
export const heatmap: Drawer = (definition, pen) => {
  const { view, theme } = pen;
  const json = objectOf(listOf(definition.requests)[0]);
  const { buckets, start, interval, unit } = samplesOf(json, pen);
  const { min, max } = extentOf(buckets.map((bucket) => bucket.map(({ value }) => value)));
  if (buckets.every((bucket) => bucket.length === 0)) return [emptyText(definition, view)];
  const step = niceStep(max - Math.min(0, min), unit, ROWS);
  const low = min >= 0 && min < step * ROWS ? 0 : Math.floor(min / step) * step;
  const cells = new Map<string, { time: number; row: number; count: number }>();
  buckets.forEach((bucket, index) => {
    for (const { value, count } of bucket) {
      const row = Math.floor((value - low) / step);
      const key = `${index} ${row}`;
      const cell = cells.get(key) ?? { time: start + index * interval, row, count: 0 };
      cell.count += count;
      cells.set(key, cell);
    }
  });
  const most = Math.max(...[...cells.values()].map(({ count }) => count));
  const [pale, strong] = scaleColors(paletteOf(json));
  const { axis, format } = valueAxis(axisSettings(definition, "yaxis"), unit, { min, max }, theme, {
    axis: "y",
    index: 0,
    pixels: pen.height,
  });
  const chart: ChartPart = {
    kind: "chart",
    option: {
      ...baseOption(),
      xAxis: timeAxis(view, theme),
      yAxis: { ...axis, min: low, max: low + step * Math.ceil((max - low) / step + 1e-9) },
      // a heat map of ECharts is of categories: boxes of values are drawn as marked areas
      series: [
        {
          type: "line",
          data: [],
          silent: true,
          markArea: {
            silent: true,
            data: [...cells.values()].map(({ time, row, count }) => [
              {
                xAxis: time * 1000,
                yAxis: shownNumber(low + row * step),
                itemStyle: { color: colorAt(pale, strong, Math.sqrt(count / most)) },
              },
              { xAxis: (time + interval) * 1000, yAxis: shownNumber(low + (row + 1) * step) },
            ]),
          },
        },
        ...markersOn(definition, pen),
      ],
    } as ChartPart["option"],
    formats: [format],
    summary: "Heat map of values over time",
  };
  return [chart];
};

/**
 * How values are spread over the whole time.
 * @see https://docs.datadoghq.com/dashboards/widgets/distribution/
 */
export const distribution: Drawer = (definition, pen) => {
  const { view, theme } = pen;
  const json = objectOf(listOf(definition.requests)[0]);
  const { values, unit } = valuesOf(json, pen);
  const { min, max } = extentOf([values.map(({ value }) => value)]);
  if (values.length === 0) return [emptyText(definition, view)];
  const step = niceStep(max - min || Math.abs(max) * 4, unit, BARS);
  const low = Math.floor(min / step) * step;
  const counts = new Array<number>(Math.floor((max - low) / step + 1e-9) + 1).fill(0);
  for (const { value, count } of values)
    counts[Math.min(counts.length - 1, Math.floor((value - low) / step + 1e-9))]! += count;
  const { axis, format } = valueAxis(
    axisSettings(definition, "yaxis"),
    {},
    { min: 0, max: Math.max(...counts) },
    theme,
    { axis: "y", index: 0, pixels: pen.height },
  );
  const [, strong] = scaleColors(paletteOf(json));
  const marks = percentilesOf(definition, values);
  const chart: ChartPart = {
    kind: "chart",
    option: {
      ...baseOption(),
      xAxis: {
        type: "value",
        min: low,
        max: shownNumber(low + counts.length * step),
        interval: niceStep(counts.length * step, unit, Math.max(1, Math.floor(pen.width / 90))),
        axisLine: { lineStyle: { color: theme.border } },
        axisTick: { show: false },
        axisLabel: { color: theme.muted, fontSize: FONT_SIZE, hideOverlap: true, showMaxLabel: false },
        splitLine: { show: false },
      },
      yAxis: axis,
      series: [
        {
          type: "bar",
          barWidth: "92%",
          itemStyle: { color: strong, opacity: 0.85 },
          emphasis: { disabled: true },
          data: counts.map((count, index) => [shownNumber(low + (index + 0.5) * step), count]),
          ...(marks.length === 0
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: "none",
                  data: marks.map(({ name, value }) => ({
                    xAxis: shownNumber(value),
                    lineStyle: { color: theme.muted, type: "dashed" },
                    label: { formatter: `${name} ${numberText(value, unit)}`, color: theme.muted, fontSize: 10 },
                  })),
                },
              }),
        },
      ],
    } as ChartPart["option"],
    formats: [format, { axis: "x", index: 0, unit }],
    summary: "Distribution of values",
  };
  return [chart];
};

const paletteOf = (json: JsonObject) => {
  const palette = stringOf(objectOf(json.style).palette) ?? "";
  return palette.startsWith("dog_classic") || palette === "" ? "blue" : palette;
};

/** `histogram` asks for all samples; anything else shows the groups of a query. */
function samplesOf(json: JsonObject, { view }: Pen): Samples {
  if (json.request_type === "histogram") {
    const query = askedQuery(objectOf(json.query), view);
    const interval = niceSeconds((view.to - view.from) / COLUMNS);
    return { ...samplesOver(query, view, interval), unit: query.unit };
  }
  const { lines, start, interval, length } = curvesOf(askedRequest(json, view), view, "bar");
  const buckets = Array.from({ length }, (_, index) =>
    lines.map(({ values }) => ({ value: values[index]!, count: 1 })).filter(({ value }) => !Number.isNaN(value)),
  );
  return { buckets, start, interval, unit: lines[0]?.unit ?? {} };
}

function valuesOf(json: JsonObject, pen: Pen) {
  const { view } = pen;
  if (json.request_type === "histogram") {
    const query = askedQuery(objectOf(json.query), view);
    return { values: samplesOver(query, view, view.to - view.from).buckets.flat(), unit: query.unit };
  }
  const { rows, columns } = scalarsOf(askedRequest(json, view), view);
  const values = rows.flatMap(({ values }) => values.filter((value) => !Number.isNaN(value)));
  return { values: values.map((value) => ({ value, count: 1 })), unit: columns[0]?.unit ?? {} };
}

/** The percentiles that a distribution marks, as Datadog's does. */
function percentilesOf({ markers }: JsonObject, values: readonly { readonly value: number; readonly count: number }[]) {
  const asked = listOf(markers).map((marker) => stringOf(objectOf(marker).value) ?? "");
  const ranks = asked.flatMap((value) => {
    const [, rank] = /p(\d+(?:\.\d+)?)/.exec(value) ?? [];
    return rank === undefined ? [] : [Number(rank)];
  });
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  return ranks.map((rank) => {
    let seen = 0;
    const at = sorted.find(({ count }) => {
      seen += count;
      return seen >= (total * rank) / 100;
    });
    return { name: `p${rank}`, value: at?.value ?? sorted.at(-1)!.value };
  });
}

const markersOn = (definition: JsonObject, { width }: Pen) => {
  const markers = markersOf(definition);
  return markers.length === 0 ? [] : [markerSeries(markers, (value) => value, width)];
};

/** From 0.15, so that a single value is seen. */
const colorAt = (pale: string, strong: string, share: number) => mixed(pale, strong, 0.15 + 0.85 * share);

const SECONDS = [10, 20, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

const niceSeconds = (value: number) =>
  SECONDS.find((seconds) => seconds >= value) ?? Math.ceil(value / 86_400) * 86_400;
