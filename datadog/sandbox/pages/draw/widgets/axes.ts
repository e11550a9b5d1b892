import type { EChartsOption } from "echarts";
import { type JsonObject, objectOf, stringOf } from "../../../../json";
import type { View } from "../data/view";
import type { AxisFormat } from "../parts";
import type { Theme } from "../theme";
import { type DisplayUnit, niceStep } from "../units";

/** Where the chart is in its part; labels are inside. */
export const GRID = { left: 6, right: 14, top: 10, bottom: 4, containLabel: true } as const;

export const FONT_SIZE = 11;

/** What all charts have. */
export function baseOption(): EChartsOption {
  return { animation: false, useUTC: true, textStyle: { fontSize: FONT_SIZE }, grid: { ...GRID } };
}

/** The axis of time; in UTC, so that a picture is the same everywhere. */
export function timeAxis({ from, to }: Pick<View, "from" | "to">, theme: Theme) {
  return {
    type: "time",
    min: from * 1000,
    max: to * 1000,
    axisLine: { lineStyle: { color: theme.border } },
    axisTick: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: FONT_SIZE,
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
      formatter: {
        year: "{MMM} {d}",
        month: "{MMM} {d}",
        day: "{MMM} {d}",
        hour: "{HH}:{mm}",
        minute: "{HH}:{mm}",
        second: "{HH}:{mm}:{ss}",
      },
    },
    splitLine: { show: false },
    splitNumber: 6,
  } as const;
}

export interface ValueAxis {
  readonly axis: Readonly<Record<string, unknown>>;
  readonly format: AxisFormat;
  /** How a value is placed on the axis. */
  readonly place: (value: number) => number;
  /** Whether its bounds leave values out. */
  readonly cuts: boolean;
}

/**
 * An axis of values, as `yaxis` says: scale, bounds, label, whether 0 is on it.
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#y-axis-controls
 */
export function valueAxis(
  settings: JsonObject,
  unit: DisplayUnit,
  extent: { readonly min: number; readonly max: number },
  theme: Theme,
  at: { readonly axis: "x" | "y"; readonly index: number; readonly pixels: number },
): ValueAxis {
  const scale = stringOf(settings.scale) ?? "linear";
  const isLog = scale === "log" || scale === "pow";
  const squared = scale === "sqrt";
  const place = squared ? (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value)) : (value: number) => value;
  const includesZero = settings.include_zero !== false && !isLog;
  const bound = (value: unknown) => {
    const number = boundOf(value);
    return number === undefined ? undefined : place(number);
  };
  const { axis: of, index, pixels } = at;
  const steps = Math.max(1, Math.min(4, Math.floor(pixels / (of === "y" ? 42 : 90))));
  const bounds = { low: bound(settings.min), high: bound(settings.max) };
  const { low, high, interval } =
    isLog || squared ? { ...bounds, interval: undefined } : reach(extent, bounds, includesZero, unit, steps);
  return {
    axis: {
      type: isLog ? "log" : "value",
      position: of === "x" ? "bottom" : index === 0 ? "left" : "right",
      ...(low === undefined ? {} : { min: low }),
      ...(high === undefined ? {} : { max: high }),
      ...(interval === undefined ? {} : { interval }),
      ...named(stringOf(settings.label) ?? "", index, theme),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.muted, fontSize: FONT_SIZE, hideOverlap: true },
      splitLine: index === 0 ? { lineStyle: { color: theme.grid } } : { show: false },
    },
    format: { axis: of, index, unit, ...(squared ? { squared } : {}) },
    place,
    cuts: bounds.low !== undefined || bounds.high !== undefined,
  };
}

/** The label of an axis, above it. */
function named(name: string, index: number, theme: Theme) {
  if (name === "") return {};
  const align = index === 0 ? "left" : "right";
  return { name, nameLocation: "end", nameGap: 7, nameTextStyle: { color: theme.muted, fontSize: 10, align } };
}

/** `auto` is none. */
function boundOf(value: unknown): number | undefined {
  const number = typeof value === "number" ? value : Number.parseFloat(stringOf(value) ?? "");
  return Number.isFinite(number) ? number : undefined;
}

/** From where to where an axis goes, and in which steps: round numbers around the values, unless the widget says. */
function reach(
  { min, max }: { readonly min: number; readonly max: number },
  { low, high }: { readonly low?: number; readonly high?: number },
  includesZero: boolean,
  unit: DisplayUnit,
  steps: number,
) {
  const least = low ?? (includesZero ? Math.min(0, min) : min);
  const most = high ?? (includesZero ? Math.max(0, max) : max);
  const interval = niceStep(most - least || Math.abs(most) || 1, unit, steps);
  return {
    low: low ?? shownNumber(Math.floor(least / interval + 1e-9) * interval),
    high: high ?? shownNumber((Math.ceil(most / interval - 1e-9) || (least < 0 ? 0 : 1)) * interval),
    interval,
  };
}

/** Settings of an axis of a widget. */
export const axisSettings = (definition: JsonObject, key: string): JsonObject => objectOf(definition[key]);

/** Six digits are more than a chart shows. */
export const shownNumber = (value: number): number => Number(value.toPrecision(6));

/** The least and the most of numbers; 0 and 0 of none. */
export function extentOf(lists: Iterable<ArrayLike<number>>): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (let index = 0; index < list.length; index++) {
      const value = list[index]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}
