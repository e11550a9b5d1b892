import { conditionOf, type MonitorDefinition } from "../../../definitions";
import type { State } from "../../alerting";
import { EVERYTHING } from "../../evaluate";
import { lineColors, STATE_COLORS } from "./palette";
import type { BandsPart, ChartPart, Part } from "./parts";
import { documentOf, rect, text } from "./svg/markup";
import { drawParts, partsHeight } from "./svg/parts";
import { fitted } from "./text-width";
import { LIGHT, type Theme } from "./theme";
import type { DisplayUnit } from "./units";
import { baseOption, extentOf, GRID, shownNumber, timeAxis, valueAxis } from "./widgets/axes";
import { levelMarkers } from "./widgets/levels";
import { markerSeries, markersOf } from "./widgets/markers";

/** What a monitor went through. Times are UNIX seconds. */
export interface MonitorStory {
  readonly definition: MonitorDefinition;
  readonly from: number;
  readonly to: number;
  readonly groups: readonly GroupStory[];
  /** What the values are measured in. @default none */
  readonly unit?: DisplayUnit;
  /** The time that is written as 00:00. @default the times are those of the clock, in UTC */
  readonly zero?: number;
}

/** What a group of a monitor went through. */
export interface GroupStory {
  /** `stage:spark`; `*` for a monitor without groups. */
  readonly key: string;
  /** One for each evaluation; absent where it had no data. */
  readonly values: readonly { readonly time: number; readonly value?: number }[];
  /** One after the other, each until the next begins. */
  readonly states: readonly { readonly from: number; readonly to: number; readonly state: State }[];
}

export interface StoryOptions {
  /** Pixels. @default 760 */
  readonly width?: number;
  /** Pixels of the chart, without title and states. @default 200 */
  readonly height?: number;
  /** @default LIGHT */
  readonly theme?: Theme;
}

const MINUTE = 60;

/** Where the chart is, so that the states below it are at the same times. */
const LEFT = 56;
const RIGHT = 16;
const MARGIN = 12;
const TITLE = 28;

/** The values of each group against the thresholds, and the states of each as a band. */
export function storyParts(story: MonitorStory, options: StoryOptions = {}): readonly Part[] {
  const { definition, from, to, groups } = story;
  if (groups.length === 0) return [{ kind: "text", role: "empty", text: "No data: the monitor has no groups" }];
  const colors = lineColors(
    "datadog16",
    groups.map(({ key }) => key),
  );
  const bands: BandsPart = {
    kind: "bands",
    from,
    to,
    inset: { left: LEFT, right: RIGHT },
    rows: groups.map(({ key, states }, index) => ({
      name: key === EVERYTHING.key ? "state" : key,
      mark: colors[index]!,
      stretches: states.map(({ state, ...stretch }) => ({
        ...stretch,
        color: STATE_COLORS[state],
        title: `${state} ${clock(stretch.from, story)} to ${clock(stretch.to - MINUTE, story)}`,
      })),
    })),
  };
  const hasValues = groups.some(({ values }) => values.some(({ value }) => value !== undefined));
  // a service check and a composite compare nothing: their states say all
  if (!hasValues && conditionOf(definition)?.comparator === undefined) return [bands];
  return [storyChart(story, colors, options), bands];
}

function storyChart(
  { definition, from, to, groups, unit = {}, zero }: MonitorStory,
  colors: readonly string[],
  options: StoryOptions,
): ChartPart {
  const { width = 760, height = 200, theme = LIGHT } = options;
  const markers = markersOf({ markers: levelMarkers(definition) });
  const values = groups.map(({ values }) => values.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const extent = extentOf([...values, markers.flatMap(({ low, high }) => [low ?? high ?? 0])]);
  const { axis, format, place } = valueAxis({}, unit, extent, theme, { axis: "y", index: 0, pixels: height });
  const shift = zero ?? 0;
  const x = timeAxis({ from: from - shift, to: to - shift }, theme);
  return {
    kind: "chart",
    option: {
      ...baseOption(),
      grid: { ...GRID, containLabel: false, left: LEFT, right: RIGHT, bottom: 22 },
      xAxis: x,
      yAxis: axis,
      series: [
        ...groups.map(({ key, values }, index) => ({
          name: key,
          type: "line",
          symbol: "none",
          clip: false,
          emphasis: { disabled: true },
          itemStyle: { color: colors[index]! },
          lineStyle: { color: colors[index]!, width: 1.5 },
          data: pointsOf(values, shift),
        })),
        ...(markers.length === 0 ? [] : [markerSeries(markers, place, width)]),
      ],
    } as ChartPart["option"],
    formats: [format],
    summary: `What ${definition.name} compares with its thresholds`,
  };
}

/** A value between two gaps is a dot. */
function pointsOf(values: GroupStory["values"], shift: number): unknown[] {
  const isGap = (index: number) => values[index]?.value === undefined;
  return values.map(({ time, value }, index) => {
    const point = [(time - shift) * 1000, value === undefined ? null : shownNumber(value)];
    return value !== undefined && isGap(index - 1) && isGap(index + 1)
      ? { value: point, symbol: "circle", symbolSize: 4 }
      : point;
  });
}

/** `00:10`. */
function clock(time: number, { zero }: MonitorStory): string {
  const minutes = Math.floor((time - (zero ?? Math.floor(time / 86_400) * 86_400)) / 60);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** A monitor's story as one SVG document. Pure: the same story, the same text. */
export function drawStory(story: MonitorStory, options: StoryOptions = {}): string {
  const { width = 760, height = 200, theme = LIGHT } = options;
  const parts = storyParts(story, options);
  const area = { x: 0, y: TITLE, width, height: 0 };
  const below = partsHeight(
    parts.filter(({ kind }) => kind !== "chart"),
    area,
  );
  const hasChart = parts.some(({ kind }) => kind === "chart");
  const body = { ...area, height: below + (hasChart ? height + 22 : 0) };
  const all = TITLE + body.height + MARGIN;
  const name = text(fitted(story.definition.name, width - LEFT - RIGHT, { size: 13, bold: true }), LEFT, 19, {
    size: 13,
    bold: true,
    color: theme.text,
  });
  return documentOf(
    width,
    all,
    story.definition.name,
    rect(0, 0, width, all, theme.card) + name + drawParts(parts, body, theme, "story"),
  );
}
