import type { Context } from "hono";
import { type JsonObject, objectOf } from "../../json";
import type { Answer } from "../json";
import { authorReference, authorUser } from "../objects/author";
import {
  cancelDowntime,
  createDowntime,
  downtimesOf,
  listDowntimes,
  monitorMuted,
  readDowntime,
  updateDowntime,
} from "../objects/downtimes";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readData } from "./body";
import { answer, flagQuery, listQuery, noContent, numberParam, numberQuery, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/downtimes/ */
export function downtimeRoutes(org: Org): Routes {
  return {
    "/api/v2/downtime": {
      get: (context) => {
        const found = listDowntimes(org, flagQuery(context, "current_only"));
        return paged(context, found, (downtimes) => withIncluded(context, org, downtimes));
      },
      post: async (context) => created(context, org, createDowntime(org, await readData(context, "downtime"))),
    },
    "/api/v2/downtime/:downtime_id": {
      get: (context) => {
        const { data, included } = withIncluded(context, org, [readDowntime(org, id(context))]);
        return answer(context, { data: data[0], ...(included === undefined ? {} : { included }) });
      },
      patch: async (context) => {
        const downtime = id(context);
        return created(context, org, updateDowntime(org, downtime, await readData(context, "downtime")));
      },
      delete: (context) => {
        cancelDowntime(org, id(context));
        return noContent(context);
      },
    },
    "/api/v2/monitor/:monitor_id/downtime_matches": {
      get: (context) => {
        const found = downtimesOf(org, numberParam(context, "monitor_id"));
        return paged(context, found, (downtimes) => ({ data: downtimes.map(match) }));
      },
    },
  };
}

/** The id in the path; one that is no UUID is refused (400). */
function id(context: Context): string {
  const text = param(context, "downtime_id");
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text;
  throw badRequest("Invalid URL param: downtime_id must be an uuid");
}

function paged(
  context: Context,
  found: readonly JsonObject[],
  body: (page: readonly JsonObject[]) => { readonly [key: string]: Answer },
): Response {
  const offset = numberQuery(context, "page[offset]") ?? 0;
  const limit = numberQuery(context, "page[limit]") ?? 30;
  const meta = { page: { total_filtered_count: found.length } };
  return answer(context, { ...body(found.slice(offset, offset + limit)), meta });
}

/** As POST and PATCH answer it: with who made it and what it mutes. */
function created(context: Context, org: Org, downtime: JsonObject): Response {
  const monitor = monitorMuted(org, downtime);
  const data = { ...downtime, relationships: relationshipsOf(monitor) };
  return answer(context, { data, included: [authorUser, ...(monitor ? [includedMonitor(monitor)] : [])] });
}

type Muted = ReturnType<typeof monitorMuted>;

const relationshipsOf = (monitor: Muted): JsonObject => ({
  created_by: authorReference,
  monitor: { data: monitor ? { type: "monitor", id: String(monitor.id) } : null },
});

const includedMonitor = ({ id: monitor, name }: NonNullable<Muted>): JsonObject => ({
  type: "monitor",
  id: monitor,
  attributes: { name },
});

/** `include=created_by,monitor` adds who made each downtime and what it mutes. */
function withIncluded(context: Context, org: Org, downtimes: readonly JsonObject[]) {
  const wanted = listQuery(context, "include");
  if (wanted.length === 0) return { data: downtimes };
  const monitors = downtimes.flatMap((downtime) => monitorMuted(org, downtime) ?? []);
  const data = downtimes.map((downtime) => {
    const all = relationshipsOf(monitorMuted(org, downtime));
    return { ...downtime, relationships: Object.fromEntries(wanted.map((name) => [name, all[name]])) };
  });
  const included = [
    ...(wanted.includes("created_by") ? [authorUser] : []),
    ...(wanted.includes("monitor") ? monitors.map(includedMonitor) : []),
  ];
  return { data, included };
}

/** A downtime as a monitor's matches have it. */
function match(downtime: JsonObject): Answer {
  const { scope, schedule } = objectOf(downtime.attributes);
  const { start, end, current_downtime: current } = objectOf(schedule);
  const period = current === undefined ? { start, end } : objectOf(current);
  return { type: "downtime_match", id: downtime.id, attributes: { ...period, groups: [], scope } };
}
