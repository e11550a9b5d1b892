import type { Context } from "hono";
import { isObject, type Json, type JsonObject, listOf, objectOf, stringsOf } from "../../json";
import { type Answer, Float } from "../json";
import {
  createSlo,
  createSloCorrection,
  deleteSlo,
  deleteSloCorrection,
  deleteSloTimeframes,
  listSloCorrections,
  listSlos,
  readSlo,
  readSloCorrection,
  referring,
  searchSlos,
  sloCorrectionsOf,
  updateSlo,
  updateSloCorrection,
} from "../objects/slos";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readData, readObject } from "./body";
import { answer, flagQuery, listQuery, noContent, numberQuery, param, type Routes } from "./routes";

const ID = "slo_id";

/**
 * @see https://docs.datadoghq.com/api/latest/service-level-objectives/
 * @see https://docs.datadoghq.com/api/latest/service-level-objective-corrections/
 */
export function sloRoutes(org: Org): Routes {
  return {
    "/api/v1/slo": {
      get: (context) => listed(context, org),
      post: async (context) => whole(context, [createSlo(org, await readObject(context))]),
    },
    "/api/v1/slo/can_delete": { get: (context) => canDelete(context, org) },
    "/api/v1/slo/search": { get: (context) => search(context, org) },
    "/api/v1/slo/bulk_delete": {
      post: async (context) => answer(context, deleteSloTimeframes(org, await readObject(context))),
    },
    ...correctionRoutes(org),
    "/api/v1/slo/:slo_id": {
      get: (context) => answer(context, { data: floats(readSlo(org, param(context, ID))), error: null }),
      put: async (context) => whole(context, [updateSlo(org, param(context, ID), await readObject(context))]),
      delete: (context) => {
        const force = flagQuery(context, "force");
        return answer(context, deleteSlo(org, param(context, ID), force));
      },
    },
    "/api/v1/slo/:slo_id/corrections": { get: (context) => corrections(context, org) },
  };
}

function correctionRoutes(org: Org): Routes {
  const id = "slo_correction_id";
  return {
    "/api/v1/slo/correction": {
      get: (context) => {
        const all = listSloCorrections(org);
        const offset = numberQuery(context, "offset") ?? 0;
        const data = all.slice(offset, offset + (numberQuery(context, "limit") ?? 25));
        const page = { total_count: all.length, total_filtered_count: data.length };
        return answer(context, { data, meta: { page } });
      },
      post: async (context) => {
        return answer(context, { data: createSloCorrection(org, await readData(context, "correction")) });
      },
    },
    "/api/v1/slo/correction/:slo_correction_id": {
      get: (context) => answer(context, { data: readSloCorrection(org, param(context, id)) }),
      patch: async (context) => {
        const data = await readData(context, "correction");
        return answer(context, { data: updateSloCorrection(org, param(context, id), data) });
      },
      delete: (context) => {
        deleteSloCorrection(org, param(context, id));
        return noContent(context);
      },
    },
  };
}

const whole = (context: Context, slos: readonly JsonObject[]) =>
  answer(context, { data: slos.map(floats), error: null });

/** A list is answered with its size, but for one by ids. */
function listed(context: Context, org: Org): Response {
  const text = (name: string) => context.req.query(name);
  const ids = listQuery(context, "ids");
  const filter = { ids, query: text("query"), tags: text("tags_query"), metrics: text("metrics_query") };
  const found = listSlos(org, filter);
  const offset = numberQuery(context, "offset") ?? 0;
  const limit = numberQuery(context, "limit") ?? 1000;
  const data = found.slice(offset, offset + limit).map(floats);
  if (ids.length > 0) return answer(context, { data, error: null });
  const page = { total_count: org.slos.size, total_filtered_count: found.length };
  return answer(context, { data, error: null, metadata: { page } });
}

function canDelete(context: Context, org: Org): Response {
  const ids = listQuery(context, "ids");
  if (ids.length === 0) throw badRequest("The value provided for parameter 'ids' is invalid");
  const held = ids.flatMap((id) => {
    const { name } = readSlo(org, id);
    const [holder] = referring(org, id);
    return holder === undefined ? [] : [[id, `slo [${id},${name}] is referenced in ${holder}`] as const];
  });
  const errors = held.length === 0 ? null : Object.fromEntries(held);
  const ok = ids.filter((id) => !held.some(([name]) => name === id));
  return answer(context, { data: { ok }, errors }, held.length === 0 ? 200 : 409);
}

/** Targets go out with a fraction. */
function floats(slo: JsonObject): Answer {
  const float = (value: Json | undefined) => (typeof value === "number" ? new Float(value) : value);
  const thresholds = listOf(slo.thresholds).map((one) => {
    const { target, warning, ...rest } = objectOf(one);
    return { ...rest, target: float(target), warning: float(warning) };
  });
  const { target_threshold: target, warning_threshold: warning } = slo;
  return {
    ...slo,
    thresholds,
    ...(target === undefined ? {} : { target_threshold: float(target) }),
    ...(warning == null ? {} : { warning_threshold: float(warning) }),
  } as Answer;
}

// ----------------------------------------------------------------------------------------------- search

function search(context: Context, org: Org): Response {
  const query = context.req.query("query") ?? "";
  const size = numberQuery(context, "page[size]") ?? 10;
  const number = numberQuery(context, "page[number]") ?? 0;
  const found = searchSlos(org, query);
  const slos = found.slice(number * size, (number + 1) * size).map((slo) => ({ data: result(slo) }));
  const withFacets = flagQuery(context, "include_facets");
  const attributes = { slos, ...(withFacets ? { facets: facetsOf(found) } : {}) };
  const last = Math.max(0, Math.ceil(found.length / size) - 1);
  const pagination = {
    number,
    first_number: 0,
    prev_number: Math.max(0, number - 1),
    next_number: number + 1,
    last_number: last,
    size,
    type: "number_size",
    total: found.length,
  };
  const page = (at: number) =>
    `${address(context)}?query=${encodeURIComponent(query)}&page[number]=${at}&page[size]=${size}`;
  const links = { self: context.req.url, first: page(0), next: page(number + 1), last: null, prev: null };
  const data = { type: "service_level_objective_search_results", attributes };
  return answer(context, {
    data,
    meta: { pagination },
    links: number > 0 ? { ...links, prev: page(number - 1) } : links,
  });
}

const address = ({ req }: Context) => req.url.replace(/\?.*$/s, "");

/** An SLO as a search finds it. */
function result(slo: JsonObject): Answer {
  const tags = stringsOf(slo.tags);
  const withKey = (key: string) => tags.filter((tag) => tag.startsWith(`${key}:`));
  const { name, description, creator, thresholds, query, timeframe, created_at, modified_at } = slo;
  const person = objectOf(creator);
  const shown = listOf(thresholds).map((one) => {
    const { target, warning, timeframe: frame } = objectOf(one);
    const target_display = String(target);
    // recorded: the warning is shown as the target is
    const warned = typeof warning === "number" ? { warning, warning_display: target_display } : undefined;
    return { timeframe: frame, target, target_display, warning: null, warning_display: null, ...warned };
  });
  const attributes = {
    name,
    slo_type: slo.type,
    description: description === "" ? null : description,
    all_tags: tags,
    env_tags: withKey("env"),
    service_tags: withKey("service"),
    team_tags: withKey("team"),
    groups: slo.groups ?? null,
    monitor_ids: slo.monitor_ids ?? null,
    creator: { id: 1, name: person.name, email: person.email },
    thresholds: shown,
    query: isObject(query) ? { ...query, metrics: null } : null,
    timeframe,
    target_threshold: slo.target_threshold,
    ...(slo.warning_threshold == null ? {} : { warning_threshold: slo.warning_threshold }),
    created_at,
    modified_at,
  };
  return { type: "slo", id: slo.id, attributes: attributes as Answer };
}

const TYPE_NUMBERS: Readonly<Record<string, number>> = { monitor: 0, metric: 1, time_slice: 2 };

/** How many of the SLOs have each value. */
function facetsOf(slos: readonly JsonObject[]): Answer {
  const count = <T extends string | number>(valuesOf: (slo: JsonObject) => readonly T[]) => {
    const counts = new Map<T, number>();
    for (const value of slos.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([name, times]) => ({ name, count: times }));
  };
  const tagged = (key: string) =>
    count((slo) =>
      stringsOf(slo.tags).flatMap((tag) => (tag.startsWith(`${key}:`) ? [tag.slice(key.length + 1)] : [])),
    );
  const thresholds = (slo: JsonObject) => listOf(slo.thresholds).map(objectOf);
  return {
    all_tags: count((slo) => stringsOf(slo.tags)),
    creator_name: count((slo) => [String(objectOf(slo.creator).name)]),
    env_tags: tagged("env"),
    service_tags: tagged("service"),
    team_tags: tagged("team"),
    slo_type: count((slo) => [TYPE_NUMBERS[String(slo.type)] ?? 1]),
    target: count((slo) => thresholds(slo).map(({ target }) => Number(target))),
    timeframe: count((slo) => thresholds(slo).map(({ timeframe }) => String(timeframe))),
  };
}

/** The corrections of one SLO, a page of them. */
function corrections(context: Context, org: Org): Response {
  const found = sloCorrectionsOf(org, param(context, ID));
  const limit = numberQuery(context, "page[limit]") ?? 10;
  const offset = numberQuery(context, "page[offset]") ?? 0;
  const pagination = {
    offset,
    first_offset: 0,
    prev_offset: Math.max(0, offset - limit),
    next_offset: offset + limit,
    last_offset: Math.max(0, Math.ceil(found.length / limit) - 1) * limit,
    limit,
    type: "offset_limit",
    total: found.length,
  };
  const page = (at: number) => `${address(context)}?page[offset]=${at}&page[limit]=${limit}`;
  const links = {
    self: context.req.url,
    first: page(0),
    next: page(offset + limit),
    last: null,
    prev: offset > 0 ? page(Math.max(0, offset - limit)) : null,
  };
  return answer(context, { data: found.slice(offset, offset + limit), meta: { pagination }, links });
}
