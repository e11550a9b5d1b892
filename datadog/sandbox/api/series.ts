import { isObject, type Json, type JsonObject, listOf, stringOf, stringsOf } from "../../json";
import type { Submission } from "../intake";
import { storedName } from "../objects/metric-names";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import type { StoredType } from "../series";
import { readObject } from "./body";
import { answer, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/metrics/#submit-metrics */
export function seriesRoutes(org: Org): Routes {
  return {
    "/api/v1/series": {
      post: async (context) => {
        for (const submission of submissionsIn(await readObject(context), firstForm)) org.intake.submit(submission);
        return answer(context, { status: "ok" }, 202);
      },
    },
    "/api/v2/series": {
      post: async (context) => {
        for (const submission of submissionsIn(await readObject(context), secondForm)) org.intake.submit(submission);
        return answer(context, { errors: [] }, 202);
      },
    },
  };
}

type Form = (series: JsonObject) => Omit<Submission, "metric">;

/** All of them or, where one is broken, none. */
function submissionsIn(body: JsonObject, form: Form): Submission[] {
  if (!Array.isArray(body.series)) throw badRequest("Invalid payload: 'series' is a required property");
  return listOf(body.series).map((series) => {
    const metric = isObject(series) ? storedName(stringOf(series.metric) ?? "") : "";
    if (!isObject(series) || metric === "") {
      throw badRequest("Invalid payload: each series needs a 'metric' that starts with a letter");
    }
    return { metric, ...form(series) };
  });
}

/** v1: the type is a word, a point a pair, the host a key of its own. */
function firstForm(series: JsonObject): Omit<Submission, "metric"> {
  const type = series.type === "count" || series.type === "rate" ? series.type : "gauge";
  const host = stringOf(series.host);
  return {
    type,
    interval: positive(series.interval),
    tags: [...stringsOf(series.tags), ...(host ? [`host:${host}`] : [])],
    points: pointsIn(series.points, (point) => listOf(point)),
  };
}

const secondTypes: readonly StoredType[] = ["gauge", "count", "rate", "gauge"];

/** v2: the type is a number (0 unspecified, 1 count, 2 rate, 3 gauge), a point an object, the host a resource. */
function secondForm(series: JsonObject): Omit<Submission, "metric"> {
  const resources = listOf(series.resources).filter(isObject);
  return {
    type: secondTypes[typeof series.type === "number" ? series.type : 0] ?? "gauge",
    interval: positive(series.interval),
    unit: stringOf(series.unit),
    tags: [...stringsOf(series.tags), ...resources.map((resource) => `${resource.type}:${resource.name}`)],
    points: pointsIn(series.points, (point) => (isObject(point) ? [point.timestamp, point.value] : [])),
  };
}

function pointsIn(points: Json | undefined, pair: (point: Json) => readonly (Json | undefined)[]) {
  if (!Array.isArray(points)) throw badRequest("Invalid payload: 'points' is a required property of each series");
  return listOf(points).map((point) => {
    const [time, value] = pair(point).map((item) => (typeof item === "string" ? Number(item) : item));
    if (typeof time !== "number" || typeof value !== "number" || !Number.isFinite(time) || !Number.isFinite(value)) {
      throw badRequest("Invalid payload: a point needs a time in seconds and a value, both numbers");
    }
    return [time, value] as const;
  });
}

const positive = (value: Json | undefined) => (typeof value === "number" && value > 0 ? value : undefined);
