import { isObject, type Json, type JsonObject, listOf, stringOf, stringsOf } from "../../../json";
import { storedName } from "../../objects/metric-names";
import type { StoredType } from "../../series";
import type { Submission } from "../metrics";
import { BadPayload } from "./bad-payload";
import { decoded } from "./protobuf";

/** What a series is beside its name. */
type Form = (series: JsonObject) => Omit<Submission, "metric">;

/**
 * The series of a body of `/api/v1/series`: the type is a word, a point a pair, the host a key of its own. All of them or,
 * where one is broken, none.
 * @throws BadPayload
 */
export const firstSeriesIn = (body: JsonObject): Submission[] =>
  seriesIn(body, (series) => ({
    type: series.type === "count" || series.type === "rate" ? series.type : "gauge",
    interval: positive(series.interval),
    tags: tagsAndHost(series),
    points: pointsIn(series.points, (point) => [listOf(point)]),
  }));

/**
 * The series of a body of `/api/v2/series`: the type is a number (0 unspecified, 1 count, 2 rate, 3 gauge), a point an
 * object, the host a resource.
 * @throws BadPayload
 */
export const secondSeriesIn = (body: JsonObject): Submission[] =>
  seriesIn(body, (series) => {
    const resources = listOf(series.resources).filter(isObject);
    return {
      type: SECOND_TYPES[typeof series.type === "number" ? series.type : 0] ?? "gauge",
      interval: positive(series.interval),
      unit: stringOf(series.unit) || undefined,
      tags: [...stringsOf(series.tags), ...resources.map((resource) => `${resource.type}:${resource.name}`)],
      points: pointsIn(series.points, (point) => [isObject(point) ? [point.timestamp, point.value] : []]),
    };
  });

/**
 * The same as protobuf, which agents send.
 * @throws BadPayload
 */
export const protobufSeriesIn = (body: Uint8Array): Submission[] =>
  secondSeriesIn(decoded<JsonObject>("MetricPayload", body));

/**
 * The samples of a body of `/api/v1/distribution_points`: a point is a time and a list of values.
 * @throws BadPayload
 */
export const distributionsIn = (body: JsonObject): Submission[] =>
  seriesIn(body, (series) => ({
    type: "distribution",
    tags: tagsAndHost(series),
    points: pointsIn(series.points, (point) => {
      const [time, values] = listOf(point);
      return Array.isArray(values) ? values.map((value: Json) => [time, value]) : [[]];
    }),
  }));

const SECOND_TYPES: readonly StoredType[] = ["gauge", "count", "rate", "gauge"];

function seriesIn(body: JsonObject, form: Form): Submission[] {
  if (!Array.isArray(body.series)) throw new BadPayload("Invalid payload: 'series' is a required property");
  return listOf(body.series).map((series) => {
    const metric = isObject(series) ? storedName(stringOf(series.metric) ?? "") : "";
    if (!isObject(series) || metric === "") {
      throw new BadPayload("Invalid payload: each series needs a 'metric' that starts with a letter");
    }
    return { metric, ...form(series) };
  });
}

function tagsAndHost(series: JsonObject): string[] {
  const host = stringOf(series.host);
  return [...stringsOf(series.tags), ...(host ? [`host:${host}`] : [])];
}

/** @param pairs the times and values that one point stands for */
function pointsIn(points: Json | undefined, pairs: (point: Json) => readonly (readonly (Json | undefined)[])[]) {
  if (!Array.isArray(points)) throw new BadPayload("Invalid payload: 'points' is a required property of each series");
  return listOf(points).flatMap((point) =>
    pairs(point).map((pair) => {
      const [time, value] = pair.map((item) => (typeof item === "string" ? Number(item) : item));
      if (typeof time !== "number" || typeof value !== "number" || !Number.isFinite(time) || !Number.isFinite(value)) {
        throw new BadPayload("Invalid payload: a point needs a time in seconds and a value, both numbers");
      }
      return [time, value] as const;
    }),
  );
}

const positive = (value: Json | undefined) => (typeof value === "number" && value > 0 ? value : undefined);
