import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { groupName } from "../data/lines";
import { CannotDraw } from "../data/problem";
import type { AskedRequest } from "../data/request";
import { type ScalarRow, scalarsOf } from "../data/scalars";
import { lineColors, mixed, scaleColors } from "../palette";
import type { ChartPart } from "../parts";
import type { Drawer, Pen } from "../pen";
import type { DisplayUnit } from "../units";
import { axisSettings, baseOption, extentOf, FONT_SIZE, GRID, shownNumber, valueAxis } from "./axes";
import { emptyText } from "./texts";

interface Point {
  readonly row: ScalarRow;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}

interface Plot {
  readonly points: readonly Point[];
  readonly units: { readonly x: DisplayUnit; readonly y: DisplayUnit };
}

/**
 * Groups by two values.
 * @see https://docs.datadoghq.com/dashboards/widgets/scatter_plot/
 */
export const scatterplot: Drawer = (definition, pen) => {
  const { theme, view } = pen;
  const { points, units } = plotOf(objectOf(definition.requests), pen);
  if (points.length === 0) return [emptyText(definition, view)];
  const groups = listOf(definition.color_by_groups).map(String);
  const colorOf = ({ row }: Point) => groups.map((key) => row.group.tags[key] ?? "").join(",");
  const names = [...new Set(points.map(colorOf))];
  const colors = lineColors("dog_classic", names);
  const sizes = extentOf([points.map(({ size }) => size ?? 0)]);
  const axis = (key: "x" | "y") =>
    valueAxis(
      axisSettings(definition, `${key}axis`),
      units[key],
      extentOf([points.map((point) => point[key])]),
      theme,
      {
        axis: key,
        index: 0,
        pixels: key === "x" ? pen.width : pen.height,
      },
    );
  const [x, y] = [axis("x"), axis("y")];
  const chart: ChartPart = {
    kind: "chart",
    option: {
      ...baseOption(),
      grid: { ...GRID, top: 16, right: 24 },
      xAxis: x.axis,
      yAxis: y.axis,
      series: [
        {
          type: "scatter",
          emphasis: { disabled: true },
          data: points.map((point) => ({
            name: groupName(point.row.group).replaceAll("{", "(").replaceAll("}", ")"),
            value: [shownNumber(x.place(point.x)), shownNumber(y.place(point.y))],
            symbolSize: point.size === undefined || sizes.max === 0 ? 9 : 6 + 24 * Math.sqrt(point.size / sizes.max),
            itemStyle: { color: colors[names.indexOf(colorOf(point))]!, opacity: 0.75 },
          })),
          label: { show: points.length <= 30, formatter: "{b}", position: "top", color: theme.muted, fontSize: 10 },
          labelLayout: { hideOverlap: true },
        },
      ],
    } as ChartPart["option"],
    formats: [x.format, y.format],
    summary: `Scatter plot of ${points.length} groups`,
  };
  return [chart];
};

/** Two requests, `x` and `y`, or a table whose formulas have a `dimension`. */
function plotOf(requests: JsonObject, { view }: Pen): Plot {
  if (isObject(requests.table)) {
    const request = askedRequest(requests.table, view);
    const { rows, columns } = scalarsOf(request, view);
    const place = (dimension: string) => columns.findIndex(({ formula }) => formula.json.dimension === dimension);
    const [x, y, size] = [place("x"), place("y"), place("radius")];
    if (x < 0 || y < 0) throw new CannotDraw("A scatter plot needs a formula with the dimension x and one with y.");
    const points = rows
      .map((row) => ({ row, x: row.values[x]!, y: row.values[y]!, ...(size < 0 ? {} : { size: row.values[size]! }) }))
      .filter(isThere);
    return { points, units: { x: columns[x]!.unit, y: columns[y]!.unit } };
  }
  const [x, y] = [axisRequest(requests, "x", view), axisRequest(requests, "y", view)].map((request) =>
    scalarsOf(request, view),
  );
  const others = new Map(y!.rows.map((row) => [row.group.key, row.values[0]!]));
  const points = x!.rows
    .map((row) => ({ row, x: row.values[0]!, y: others.get(row.group.key) ?? Number.NaN }))
    .filter(isThere);
  return { points, units: { x: x!.columns[0]!.unit, y: y!.columns[0]!.unit } };
}

function axisRequest(requests: JsonObject, key: "x" | "y", view: Pen["view"]): AskedRequest {
  if (!isObject(requests[key])) throw new CannotDraw(`A scatter plot needs requests.${key}.`);
  return askedRequest(objectOf(requests[key]), view);
}

const isThere = ({ x, y }: Point) => Number.isFinite(x) && Number.isFinite(y);

/** An axis with 0 to `used` in its middle. */
const centered = (used: number, whole: number) => ({ min: -(whole - used) / 2, max: used + (whole - used) / 2 || 1 });

/**
 * Hosts or containers as hexagons, colored by a value.
 * @see https://docs.datadoghq.com/dashboards/widgets/hostmap/
 */
export const hostmap: Drawer = (definition, pen) => {
  const { view, theme, width, height } = pen;
  const requests = objectOf(definition.requests);
  const fill = objectOf(requests.fill ?? requests.size);
  const request = askedRequest(fill, view);
  const { rows } = scalarsOf(request, view);
  const present = rows.filter(({ values }) => Number.isFinite(values[0]!));
  if (present.length === 0) return [emptyText(definition, view)];
  const { min, max } = extentOf([present.map(({ values }) => values[0]!)]);
  const style = objectOf(definition.style);
  const ends = scaleColors(stringOf(style.palette) ?? "green_to_orange");
  const [low, high] = style.palette_flip === true ? [ends[1], ends[0]] : ends;
  const across = Math.max(1, Math.ceil(Math.sqrt((present.length * width) / Math.max(40, height))));
  const down = Math.ceil(present.length / across);
  const size = Math.max(6, Math.min(64, width / (across + 0.6), height / (down * 0.88 + 0.3)));
  const chart: ChartPart = {
    kind: "chart",
    option: {
      animation: false,
      grid: { left: size / 2, right: size / 2, top: size / 2, bottom: size / 2 },
      xAxis: { type: "value", show: false, ...centered(across - (down > 1 ? 0.5 : 1), (width - size) / size) },
      yAxis: { type: "value", show: false, inverse: true, ...centered(down - 1, (height - size) / (size * 0.88)) },
      series: [
        {
          type: "scatter",
          symbol: "path://M50 0 L93 25 L93 75 L50 100 L7 75 L7 25 Z",
          symbolSize: size * 0.94,
          emphasis: { disabled: true },
          data: present.map(({ group, values }, index) => ({
            name: groupName(group).replaceAll("{", "(").replaceAll("}", ")"),
            value: [(index % across) + (Math.floor(index / across) % 2) / 2, Math.floor(index / across)],
            itemStyle: { color: mixed(low, high, max === min ? 0.2 : (values[0]! - min) / (max - min)) },
          })),
          label: {
            show: size > 44,
            formatter: "{b}",
            color: theme.text,
            fontSize: FONT_SIZE - 2,
            overflow: "truncate",
            width: size * 0.8,
          },
        },
      ],
    } as ChartPart["option"],
    formats: [],
    summary: `Map of ${present.length} hosts`,
  };
  return [chart];
};
