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
const RIGHT = 16;
const TOP = 34;
/** Pixels of a row of states. */
const ROW = 18;

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
  const scale = scaleOf([...lines.flat().filter((value) => !Number.isNaN(value)), ...levels.map(({ value }) => value)]);
  const bottom = TOP + height;
  const frame: Frame = {
    width,
    bottom,
    x: (minute) => LEFT + ((width - LEFT - RIGHT) * minute) / Math.max(1, minutes),
    y: (value) => bottom - (height * (value - scale.low)) / (scale.high - scale.low),
  };
  const all = bottom + 24 + groups.length * ROW + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" font-family="sans-serif" font-size="11">`,
    `<title>${escaped(monitor.definition.name)}</title>`,
    `<rect width="${width}" height="${all}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="18" font-size="13" font-weight="bold" fill="#1f2937">${escaped(monitor.definition.name)}</text>`,
    ...axes(frame, scale, minutes),
    ...levels.map((level) => levelLine(frame, level)),
    ...lines.map((values, index) => polyline(frame, values, LINES[index % LINES.length]!)),
    ...groups.flatMap((key, index) => {
      const top = bottom + 24 + index * ROW;
      // which line is this group's
      const dot = `<circle cx="${LEFT - 10}" cy="${top + 6}" r="4" fill="${LINES[index % LINES.length]}"/>`;
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

/** From 0, or the least value, to a little more than the most. */
function scaleOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), 0);
  const most = finite.reduce((most, value) => Math.max(most, value), 0);
  return { low, high: most === low ? low + 1 : most + (most - low) * 0.08 };
}

function axes({ x, y, bottom, width }: Frame, scale: ReturnType<typeof scaleOf>, minutes: number): string[] {
  const step =
    [5, 10, 15, 30, 60, 120, 240, 360, 720, 1440].find((one) => minutes / one <= 12) ?? Math.ceil(minutes / 12);
  const times: string[] = [];
  for (let minute = 0; minute <= minutes; minute += step) {
    times.push(
      `<text x="${pixel(x(minute))}" y="${bottom + 14}" text-anchor="middle" fill="#6b7280">${clockOf(minute * 60)}</text>`,
    );
  }
  const values = [0, 0.5, 1].map((share) => {
    const value = scale.low + (scale.high - scale.low) * share;
    const at = pixel(y(value));
    return [
      `<line x1="${LEFT}" y1="${at}" x2="${width - RIGHT}" y2="${at}" stroke="#e5e7eb"/>`,
      `<text x="${LEFT - 6}" y="${pixel(y(value) + 4)}" text-anchor="end" fill="#6b7280">${numberText(Number(value.toPrecision(3)))}</text>`,
    ].join("");
  });
  return [...values, ...times];
}

function levelLine({ y, width }: Frame, { name, value, color }: Level): string {
  const at = pixel(y(value));
  return [
    `<line x1="${LEFT}" y1="${at}" x2="${width - RIGHT}" y2="${at}" stroke="${color}" stroke-dasharray="5 4"/>`,
    `<text x="${width - RIGHT}" y="${pixel(y(value) - 4)}" text-anchor="end" fill="${color}">${name} ${numberText(value)}</text>`,
  ].join("");
}

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
      `<rect x="${pixel(begin)}" y="${top}" width="${pixel(Math.max(1, end - begin))}" height="${ROW - 5}" fill="${COLORS[states[from]!]}"><title>${title}</title></rect>`,
    );
    from = to;
  }
  const label = key === "*" ? "state" : key;
  const shown = label.length > 60 ? `${label.slice(0, 59)}…` : label;
  rows.push(`<text x="${LEFT + 4}" y="${top + 10}" font-size="10" fill="#111827">${escaped(shown)}</text>`);
  return rows;
}

const pixel = (value: number) => String(Number(value.toFixed(1)));

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
