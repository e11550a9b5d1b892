import { isObject } from "../../datadog/json";

/** Points of one series as they were recorded. */
export interface Recorded {
  /** Seconds from the beginning of the recording, and the value, in the order of time. */
  readonly points: readonly (readonly [time: number, value: number])[];
  /** Seconds that one value stands for. */
  readonly step: number;
}

/** Something that is not a recording; the message says what is expected. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

interface Found {
  readonly name: string;
  /** UNIX seconds. */
  readonly points: (readonly [number, number])[];
  /** Seconds. @default the least distance of two points */
  readonly interval?: number;
}

/**
 * Recorded series, by metric and tags; the first point of all, in its minute, is at 00:00.
 *
 * JSON: what `GET /api/v1/query` answers (`series` with `metric`, `scope` or `tag_set`, `pointlist`), or an object of lists
 * of `[time, value]` by the name of the series. CSV: `time,metric,tags,value` with tags separated by spaces or `|`, or
 * `time` and a column for each series. Times are ISO 8601, UNIX seconds or milliseconds; an empty value is a gap.
 *
 * @throws RecordingError where the text is neither
 * @see https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points
 */
export function recording(text: string): Readonly<Record<string, Recorded>> {
  const found = /^\s*[[{]/.test(text) ? fromJson(text) : fromCsv(text);
  const starts = found.flatMap(({ points }) => points.map(([time]) => time));
  if (starts.length === 0) throw new RecordingError("The recording has no points.");
  const start = Math.floor(starts.reduce((least, time) => Math.min(least, time)) / 60) * 60;
  return Object.fromEntries(
    found.map(({ name, points, interval }) => {
      const sorted = points.map(([time, value]) => [time - start, value] as const).sort(([a], [b]) => a - b);
      return [name, { points: sorted, step: interval ?? leastDistance(sorted) }];
    }),
  );
}

function leastDistance(points: Recorded["points"]): number {
  const distances = points
    .slice(1)
    .flatMap(([time], index) => (time > points[index]![0] ? [time - points[index]![0]] : []));
  return distances.length === 0 ? 60 : distances.reduce((least, distance) => Math.min(least, distance));
}

function fromJson(text: string): Found[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new RecordingError(`The recording is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(json)) throw new RecordingError(EXPECTED);
  if (!Array.isArray(json.series))
    return Object.entries(json).map(([name, list]) => ({ name, points: pointsOf(list) }));
  return json.series.map((series: unknown) => {
    if (!isObject(series)) throw new RecordingError(EXPECTED);
    const { metric, tag_set: tags, scope, pointlist, interval } = series;
    const own = Array.isArray(tags) ? tags.map(String) : String(scope ?? "").split(",");
    const name = nameOf(String(metric), own);
    return { name, points: pointsOf(pointlist), ...(typeof interval === "number" ? { interval } : {}) };
  });
}

const EXPECTED =
  "A recording in JSON is a response of /api/v1/query, or an object of lists of [time, value] by series.";

function pointsOf(list: unknown): Found["points"] {
  if (!Array.isArray(list)) throw new RecordingError(EXPECTED);
  return list.map((point: unknown) => {
    if (!Array.isArray(point) || point.length !== 2) throw new RecordingError(EXPECTED);
    return [timeIn(point[0]), point[1] === null ? Number.NaN : Number(point[1])];
  });
}

/** `*` is not a tag. */
function nameOf(metric: string, tags: readonly string[]): string {
  const own = tags.map((tag) => tag.trim()).filter((tag) => tag !== "" && tag !== "*");
  return own.length === 0 ? metric : `${metric}{${own.join(",")}}`;
}

/** UNIX seconds of a time: a number of seconds or of milliseconds, or ISO 8601. */
function timeIn(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  const seconds = typeof number === "number" && Number.isFinite(number) ? number : Date.parse(String(value)) / 1000;
  if (Number.isNaN(seconds)) throw new RecordingError(`${JSON.stringify(value)} is not a time.`);
  return seconds > 1e11 ? seconds / 1000 : seconds;
}

function fromCsv(text: string): Found[] {
  const [head = [], ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map(cellsOf);
  const column = (name: string) => head.findIndex((cell) => cell.trim().toLowerCase() === name);
  const time = column("time") >= 0 ? column("time") : column("timestamp");
  if (time < 0) throw new RecordingError('A recording in CSV starts with a header row that has a "time" column.');
  const [metric, tags, value] = [column("metric"), column("tags"), column("value")];
  const series = new Map<string, Found["points"]>();
  const add = (name: string, at: string, cell: string | undefined) => {
    const points = series.get(name) ?? [];
    series.set(name, points);
    points.push([timeIn(at), numberIn(cell)]);
  };
  for (const row of rows) {
    const at = row[time] ?? "";
    if (metric >= 0 && value >= 0) add(nameOf(row[metric] ?? "", (row[tags] ?? "").split(/[\s|]+/)), at, row[value]);
    else for (const [index, name] of head.entries()) if (index !== time) add(name.trim(), at, row[index]);
  }
  return [...series].map(([name, points]) => ({ name, points }));
}

function numberIn(cell: string | undefined): number {
  if (cell === undefined || cell.trim() === "") return Number.NaN;
  const value = Number(cell);
  if (Number.isNaN(value)) throw new RecordingError(`${JSON.stringify(cell)} is not a number.`);
  return value;
}

/** The cells of a line; what stands in double quotes may have commas. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'),
  );
}
