import { type JsonObject, listOf, objectOf, stringOf, stringsOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { type Curves, curvesOf, type Line } from "../data/lines";
import { lineColors } from "../palette";
import type { Cell, ChartPart, Part, TablePart } from "../parts";
import type { Drawer, Pen } from "../pen";
import { numberText } from "../units";
import { axisSettings, baseOption, extentOf, GRID, shownNumber, timeAxis, valueAxis } from "./axes";
import { type Drawn, eventSeries, isInSight, markerSeries, markersOf } from "./markers";
import { emptyText, remarks } from "./texts";

/** A request's curves, and how they are drawn. */
interface Group {
  readonly curves: Curves;
  readonly display: "line" | "bars" | "area";
  readonly onRight: boolean;
  readonly style: JsonObject;
  readonly index: number;
}

interface Styled {
  readonly line: Line;
  readonly group: Group;
  readonly color: string;
}

/** More lines than these cannot be told apart, and are left out. */
const MOST_LINES = 100;

/**
 * Lines, bars and areas over time.
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/
 */
export const timeseries: Drawer = (definition, pen) => {
  const groups = listOf(definition.requests).map((request, index) => groupOf(objectOf(request), index, pen));
  const lines = styled(groups);
  const shown = lines.slice(0, MOST_LINES);
  const legend = legendOf(definition, shown, lines.length - shown.length, pen);
  const notes = remarks(groups.flatMap(({ curves }) => curves.notes));
  const legendHeight = legend.reduce((sum, part) => sum + ("rows" in part ? (part.rows.length + 2) * ROW : 0), 0);
  const chart = lineChart(definition, shown, { ...pen, height: pen.height - legendHeight });
  if (lines.length === 0) return [emptyText(definition, pen.view), ...notes];
  return [chart, ...legend, ...notes];
};

function groupOf(json: JsonObject, index: number, pen: Pen): Group {
  const display = json.display_type === "bars" || json.display_type === "area" ? json.display_type : "line";
  const curves = curvesOf(askedRequest(json, pen.view), pen.view, display === "bars" ? "bar" : "line");
  return { curves, display, onRight: json.on_right_yaxis === true, style: objectOf(json.style), index };
}

/** The lines of all requests: those with the same palette share its colors, so that they can be told apart. */
function styled(groups: readonly Group[]): Styled[] {
  const lines = groups.flatMap((group) =>
    group.curves.lines.map((line) => ({ line, group, palette: paletteOf(group) })),
  );
  const colors = new Map(
    [...new Set(lines.map(({ palette }) => palette))].map((palette) => {
      const names = lines.filter((one) => one.palette === palette).map(({ line }) => line.name);
      return [palette, lineColors(palette, names).values()] as const;
    }),
  );
  return lines.map(({ line, group, palette }) => ({ line, group, color: colors.get(palette)!.next().value! }));
}

const paletteOf = ({ style }: Group) => stringOf(style.palette) ?? "dog_classic";

/** The chart alone, without its legend. */
export function lineChart(definition: JsonObject, lines: readonly Styled[], pen: Pen): ChartPart {
  const { theme, view, width, height: pixels } = pen;
  const markers = markersOf(definition);
  const sides = [false, true].map((right) => lines.filter(({ group }) => group.onRight === right));
  const hasRight = sides[1]!.length > 0;
  const axes = (hasRight ? [0, 1] : [0]).map((index) => {
    const own = sides[index]!;
    const extent = withMarkers(stackedExtent(own), index === 0 ? markers : []);
    const settings = axisSettings(definition, index === 0 ? "yaxis" : "right_yaxis");
    return {
      extent,
      ...valueAxis(settings, own[0]?.line.unit ?? {}, extent, theme, { axis: "y", index, pixels: pixels }),
    };
  });
  const left = axes[0]!;
  const visible = markers.filter((marker) => isInSight(marker, stackedExtent(sides[0]!)));
  const events = eventSeries(definition, pen);
  return {
    kind: "chart",
    option: {
      ...baseOption(),
      ...(events.length > 0 ? { grid: { ...GRID, top: 18 } } : {}),
      xAxis: timeAxis(view, theme),
      yAxis: axes.map(({ axis }) => axis),
      series: [
        ...lines.flatMap((one) => {
          const { place, cuts } = axes[one.group.onRight ? 1 : 0]!;
          // a clip path for each line is needed only where the axis does not reach all values
          return seriesOf(one, place).map((series) => ({ ...series, clip: cuts }));
        }),
        ...(visible.length === 0 ? [] : [markerSeries(visible, left.place, width)]),
        ...events,
      ],
    } as ChartPart["option"],
    formats: axes.map(({ format }) => format),
    summary: `Chart of ${lines.length === 1 ? lines[0]!.line.name : `${lines.length} lines`} over time`,
  };
}

function withMarkers(extent: { min: number; max: number }, markers: readonly Drawn[]) {
  let { min, max } = extent;
  for (const marker of markers) {
    if (!isInSight(marker, extent)) continue;
    min = Math.min(min, marker.low ?? min);
    max = Math.max(max, marker.high ?? marker.low ?? max);
  }
  return { min, max };
}

/** The extent of lines, and of the sums of those that are stacked. */
function stackedExtent(lines: readonly Styled[]): { min: number; max: number } {
  const stacks = new Map<number, Float64Array>();
  const plain: ArrayLike<number>[] = [];
  for (const { line, group } of lines) {
    if (group.display === "line") {
      plain.push(line.values, ...(line.band ? [line.band.lower, line.band.upper] : []));
      continue;
    }
    const sum = stacks.get(group.index) ?? new Float64Array(line.values.length);
    for (let index = 0; index < sum.length; index++) sum[index]! += line.values[index]! || 0;
    stacks.set(group.index, sum);
  }
  return extentOf([...plain, ...stacks.values()]);
}

const WIDTHS: Readonly<Record<string, number>> = { thin: 1, normal: 1.5, thick: 2.5 };

function seriesOf({ line, group, color }: Styled, place: (value: number) => number): object[] {
  const { style, display, onRight, curves, index } = group;
  const yAxisIndex = onRight ? 1 : 0;
  const common = { name: line.name, yAxisIndex, emphasis: { disabled: true }, itemStyle: { color } };
  if (display === "bars") {
    return [
      {
        ...common,
        data: barsOf(line.values, curves, place),
        type: "bar",
        stack: `bars ${index}`,
        barCategoryGap: "12%",
      },
    ];
  }
  const width = WIDTHS[stringOf(style.line_width) ?? "normal"] ?? 1.5;
  const type = stringOf(style.line_type) ?? "solid";
  const area = display === "area";
  const data = area ? areaOf(line.values, curves, place) : pointsOf(line.values, curves, place);
  return [
    ...bandOf(line, group, color, place),
    {
      ...common,
      type: "line",
      symbol: "none",
      data,
      lineStyle: { color: line.outlier ? "#eb364b" : color, width: area ? 1 : line.outlier ? width + 1 : width, type },
      ...(area ? { stack: `area ${index}`, areaStyle: { color, opacity: 0.55 } } : {}),
    },
  ];
}

/** The band of `anomalies` and `forecast`: what is between two lines. */
function bandOf(
  { band, name }: Line,
  { curves, index, onRight }: Group,
  color: string,
  place: (value: number) => number,
) {
  if (!band) return [];
  const height = band.upper.map((upper, at) => place(upper) - place(band.lower[at]!));
  const part = (values: Float64Array, opacity: number, placed: typeof place) => ({
    name: `${name} band`,
    type: "line",
    symbol: "none",
    silent: true,
    yAxisIndex: onRight ? 1 : 0,
    emphasis: { disabled: true },
    stack: `band ${index} ${name}`,
    stackStrategy: "all",
    data: areaOf(values, curves, placed),
    lineStyle: { opacity: 0 },
    areaStyle: { color, opacity },
  });
  return [part(band.lower, 0, place), part(height, 0.18, (value) => value)];
}

/** Seconds for which a curve goes on without a point: as long as Datadog interpolates. */
const BRIDGED = 300;

const reachOf = ({ interval }: Curves) => Math.max(1, Math.floor(BRIDGED / interval));

/** Points in milliseconds; a gap that is longer than what is interpolated is a gap, a point between two gaps is a dot. */
function pointsOf(values: Float64Array, curves: Curves, place: (value: number) => number): unknown[] {
  const { start, interval } = curves;
  const points: unknown[] = [];
  const reach = reachOf(curves);
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    const time = (start + index * interval) * 1000;
    const isFar = index - last > reach;
    if (isFar && points.length > 0) points.push([time - interval * 500, null]);
    const isAlone = isFar && !nextWithin(values, index, reach);
    const point = [time, shownNumber(place(value))];
    points.push(isAlone ? { value: point, symbol: "circle", symbolSize: 4 } : point);
    last = index;
  }
  return points;
}

/** A point in each interval, also where there is no value: ECharts stacks the first point on the first, not time on time. */
const barsOf = (values: Float64Array, { start, interval }: Curves, place: (value: number) => number): unknown[] =>
  Array.from(values, (value, index) => [
    (start + (index + 0.5) * interval) * 1000,
    Number.isNaN(value) ? null : shownNumber(place(value)),
  ]);

/** A point in each interval, as of bars; what is missing between two values is interpolated where the gap is short. */
function areaOf(values: Float64Array, curves: Curves, place: (value: number) => number): unknown[] {
  const { start, interval } = curves;
  const reach = reachOf(curves);
  const filled = Array.from(values);
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const [value, before] = [values[index]!, values[last]!];
    if (Number.isNaN(value)) continue;
    for (let gap = last + 1; index - last <= reach && gap < index; gap++) {
      filled[gap] = before + ((value - before) * (gap - last)) / (index - last);
    }
    last = index;
  }
  return filled.map((value, index) => {
    const point = [(start + index * interval) * 1000, Number.isNaN(value) ? null : shownNumber(place(value))];
    const isAlone = !Number.isNaN(value) && isMissing(filled[index - 1]) && isMissing(filled[index + 1]);
    return isAlone ? { value: point, symbol: "circle", symbolSize: 4 } : point;
  });
}

const isMissing = (value: number | undefined) => value === undefined || Number.isNaN(value);

function nextWithin(values: Float64Array, index: number, reach: number): boolean {
  for (let next = index + 1; next <= index + reach && next < values.length; next++) {
    if (!Number.isNaN(values[next]!)) return true;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------ legend

const ROW = 18;
const HEADINGS: Readonly<Record<string, string>> = { avg: "Avg", min: "Min", max: "Max", sum: "Sum", value: "Value" };

/**
 * The legend: names below the chart, with their values where there is room.
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#legend
 */
function legendOf(definition: JsonObject, lines: readonly Styled[], left: number, { width, height }: Pen): Part[] {
  if (definition.show_legend === false || lines.length === 0) return [];
  const layout = stringOf(definition.legend_layout) ?? "auto";
  if (definition.show_legend !== true && layout === "auto") return [];
  const room = Math.floor((height * (layout === "vertical" ? 0.5 : 0.42)) / ROW) - 1;
  if (room < 1) return [];
  const asked = stringsOf(definition.legend_columns).filter((column) => column in HEADINGS);
  const columns = (asked.length > 0 ? asked : ["avg", "min", "max", "value"]).slice(
    0,
    Math.max(1, Math.floor((width - 130) / 72)),
  );
  const shown = lines.slice(0, room);
  const table: TablePart = {
    kind: "table",
    role: "legend",
    columns: [
      { heading: "", align: "left", grow: 1 },
      ...columns.map((column) => ({ heading: HEADINGS[column]!, align: "right" as const })),
    ],
    rows: shown.map(({ line, color }): Cell[] => [
      { text: line.name, mark: color },
      ...columns.map((column) => ({ text: statistic(line, column) })),
    ]),
    ...(lines.length + left > shown.length ? { more: lines.length + left - shown.length } : {}),
  };
  return [table];
}

function statistic({ values, unit }: Line, column: string): string {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return "–";
  const sum = present.reduce((total, value) => total + value, 0);
  const { min, max } = extentOf([present]);
  const value = { avg: sum / present.length, min, max, sum, value: present.at(-1)! }[column]!;
  return numberText(value, unit, { brief: true });
}
