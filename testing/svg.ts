import { conditionOf } from "../datadog/definitions";
import type { AlertingMonitor, State } from "../datadog/sandbox/alerting";
import type { Played } from "./play";
import { numberText } from "./timeline";
import { clockOf } from "./times";

export interface SvgOptions {
  /** Pixels. @default 760 */
  readonly width?: number;
  /** Pixels of the chart, without title and states. @default 200 */
  readonly height?: number;
}

/** As Datadog colors them. */
const COLORS: Readonly<Record<State, string>> = {
  OK: "#41c464",
  Warn: "#f7a91e",
  Alert: "#eb364b",
  "No Data": "#9ba3af",
  Unknown: "#c9ced6",
};
const LINES = ["#3a7dd9", "#7b4fd1", "#0f9b8e", "#c2578f", "#8a6d1f", "#4b5563"];

const LEFT = 56;
/** Room for the names of thresholds. */
const RIGHT = 120;
const TOP = 34;
/** Pixels of a group: its name, and the row of its states. */
const ROW = 28;
/** About how wide a character is, as a share of the font size: enough to know what fits. */
const CHARACTER = 0.58;

/** What is drawn, and how minutes and values become pixels. */
interface Frame {
  readonly width: number;
  readonly bottom: number;
  readonly x: (minute: number) => number;
  readonly y: (value: number) => number;
}

/** The values of each group, the thresholds and the states of a monitor as SVG. Pure: the same story, the same text. */
export function drawn(
  played: Played,
  monitor: AlertingMonitor,
  groups: readonly string[],
  options: SvgOptions,
): string {
  const { width = 760, height = 200 } = options;
  const lines = valuesOf(played, monitor.id, groups);
  const levels = levelsOf(monitor);
  const minutes = minutesOf(played);
  const scale = scaleOf([lines.flat(), levels.map(({ value }) => value)].flat());
  const bottom = TOP + height;
  const frame: Frame = {
    width,
    bottom,
    // a state lasts until the next evaluation, so that the last one takes a minute too
    x: (minute) => LEFT + ((width - LEFT - RIGHT) * minute) / (minutes + 1),
    y: (value) => bottom - (height * (value - scale.low)) / (scale.high - scale.low),
  };
  const all = bottom + 24 + groups.length * ROW + 8;
  const name = shortened(monitor.definition.name, (width - LEFT - 8) / (13 * CHARACTER * 1.1));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(monitor.definition.name)}</title>`,
    `<rect width="${width}" height="${all}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="18" font-size="13" font-weight="bold" fill="#1f2937">${escaped(name)}</text>`,
    ...axes(frame, scale, minutes),
    ...levelLines(frame, levels),
    ...lines.map((values, index) => polyline(frame, values, LINES[index % LINES.length]!)),
    ...groups.flatMap((key, index) => {
      const top = bottom + 24 + index * ROW;
      // which line is this group's
      const dot = `<circle cx="${LEFT + 4}" cy="${top + 6}" r="4" fill="${LINES[index % LINES.length]}"/>`;
      return [dot, ...stateRow(played, monitor.id, key, frame, top)];
    }),
    "</svg>",
    "",
  ].join("\n");
}

const minutesOf = ({ story }: Played) => Math.floor(story.until / 60);

/** The value of each group at each minute; NaN where it has no data. */
function valuesOf(played: Played, id: string, groups: readonly string[]): number[][] {
  const { story, history } = played;
  const lines = groups.map(() => new Array<number>(minutesOf(played)).fill(Number.NaN));
  const indexes = new Map(groups.map((key, index) => [key, index]));
  for (let minute = 0; minute < minutesOf(played); minute++) {
    for (const { group, value } of history.readingsAt(id, story.start + (minute + 1) * 60)) {
      const line = lines[indexes.get(group.key) ?? -1];
      if (line && value !== undefined) line[minute] = value;
    }
  }
  return lines;
}

interface Level {
  readonly name: string;
  readonly value: number;
  readonly color: string;
}

function levelsOf({ definition }: AlertingMonitor): Level[] {
  const condition = conditionOf(definition);
  const level = (name: string, value: number | undefined, color: string) =>
    value === undefined || !condition?.comparator ? [] : [{ name, value, color }];
  return [
    ...level("critical", condition?.critical, COLORS.Alert),
    ...level("warning", condition?.warning, COLORS.Warn),
    ...level("recovery", condition?.recovery, COLORS.OK),
  ];
}

interface Scale {
  readonly low: number;
  readonly high: number;
  /** Between two lines of the grid. */
  readonly step: number;
}

/** From 0, or the least value, to the most, in round steps; a little more than the most. */
function scaleOf(values: readonly number[]): Scale {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * (STEPS.find((one) => one * power >= span / 4) ?? 10);
  const room = span * 0.04;
  return {
    low: low === 0 ? 0 : Math.floor((low - room) / step) * step,
    high: high === 0 && low < 0 ? 0 : Math.ceil(((high || 1) + room) / step) * step,
    step,
  };
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Minutes between two times of the axis: at most 12 of them are shown. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440];

function axes({ x, y, bottom, width }: Frame, { low, high, step }: Scale, minutes: number): string[] {
  const timeStep = TIME_STEPS.find((one) => minutes / one <= 12) ?? Math.ceil(minutes / 12 / 1440) * 1440;
  const times: string[] = [];
  for (let minute = 0; minute <= minutes; minute += timeStep) {
    times.push(
      `<text x="${pixel(x(minute))}" y="${bottom + 14}" text-anchor="middle" fill="#6b7280">${clockOf(minute * 60)}</text>`,
    );
  }
  const count = Math.round((high - low) / step);
  const values = Array.from({ length: count + 1 }, (_, index) => {
    const value = low + index * step;
    const at = pixel(y(value));
    return [
      `<line x1="${LEFT}" y1="${at}" x2="${width - RIGHT}" y2="${at}" stroke="#e5e7eb"/>`,
      `<text x="${LEFT - 6}" y="${pixel(y(value) + 4)}" text-anchor="end" fill="#6b7280">${shortNumber(value)}</text>`,
    ].join("");
  });
  return [...values, ...times];
}

/** `1.5M`: what fits beside the axis. */
function shortNumber(value: number): string {
  const { size, unit } = UNITS.find(({ least }) => Math.abs(value) >= least) ?? { size: 1, unit: "" };
  const text = numberText(Number((value / size).toPrecision(4)));
  return `${text.length > 7 ? (value / size).toExponential(1) : text}${unit}`;
}

/** From which value on a unit is used, and how much it is. */
const UNITS = [
  { least: 1e12, size: 1e12, unit: "T" },
  { least: 1e9, size: 1e9, unit: "G" },
  { least: 1e6, size: 1e6, unit: "M" },
  { least: 1e4, size: 1e3, unit: "k" },
] as const;

/** Pixels between the names of two thresholds. */
const LABEL = 13;

/** The lines of thresholds, and their names beside them, apart from each other. */
function levelLines({ y, width, bottom }: Frame, levels: readonly Level[]): string[] {
  const placed = [...levels].sort((a, b) => b.value - a.value);
  const labels = placed.map(({ value }) => y(value) + 4);
  for (let index = 1; index < labels.length; index++) {
    labels[index] = Math.max(labels[index]!, labels[index - 1]! + LABEL);
  }
  // what was pushed below the chart goes up again, and with it what is above
  for (let index = labels.length - 1, lowest = bottom + 4; index >= 0; index--, lowest -= LABEL) {
    labels[index] = Math.min(labels[index]!, lowest);
  }
  return placed.map(({ name, value, color }, index) => {
    const at = pixel(y(value));
    return [
      `<line x1="${LEFT}" y1="${at}" x2="${width - RIGHT}" y2="${at}" stroke="${color}" stroke-dasharray="5 4"/>`,
      `<text x="${width - RIGHT + 6}" y="${pixel(labels[index]!)}" fill="${color}">${name} ${levelText(value)}</text>`,
    ].join("");
  });
}

/** As the query has it, where it fits. */
const levelText = (value: number) => (numberText(value).length > 9 ? shortNumber(value) : numberText(value));

/** A line for each stretch without gaps; a value alone is a dot. */
function polyline({ x, y }: Frame, values: readonly number[], color: string): string {
  const stretches: string[][] = [[]];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) stretches.push([]);
    else stretches.at(-1)!.push(`${pixel(x(index + 1))},${pixel(y(value))}`);
  });
  return stretches
    .filter((points) => points.length > 0)
    .map((points) => {
      const [cx, cy] = points[0]!.split(",");
      if (points.length === 1) return `<circle cx="${cx}" cy="${cy}" r="2" fill="${color}"/>`;
      return `<polyline points="${points.join(" ")}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
    })
    .join("");
}

/** The states of a group, one rectangle a stretch. */
function stateRow(played: Played, id: string, key: string, { x, width }: Frame, top: number): string[] {
  const { story, history } = played;
  const states = Array.from(
    { length: minutesOf(played) },
    (_, index) => history.stateAt(id, story.start + (index + 1) * 60)?.groups.get(key)?.state ?? "No Data",
  );
  const rows: string[] = [];
  for (let from = 0; from < states.length; ) {
    let to = from + 1;
    while (to < states.length && states[to] === states[from]) to++;
    const begin = x(from + 1);
    const end = Math.min(x(to + 1), width - RIGHT);
    const title = `${states[from]} ${clockOf((from + 1) * 60)} to ${clockOf(to * 60)}`;
    rows.push(
      `<rect x="${pixel(begin)}" y="${top + 13}" width="${pixel(Math.max(1, end - begin))}" height="9" fill="${COLORS[states[from]!]}"><title>${title}</title></rect>`,
    );
    from = to;
  }
  const label = shortened(key === "*" ? "state" : key, (width - LEFT - 20) / (10 * CHARACTER));
  rows.push(`<text x="${LEFT + 12}" y="${top + 10}" font-size="10" fill="#111827">${escaped(label)}</text>`);
  return rows;
}

/** What fits, with an ellipsis where something does not. */
function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, Math.floor(most) - 1)
        .join("")
        .trimEnd()}…`;
}

const pixel = (value: number) => String(Number(value.toFixed(1)));

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
