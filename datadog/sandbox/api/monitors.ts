import type { Context } from "hono";
import { isObject, type JsonObject, listOf, objectOf, without } from "../../json";
import { type Answer, Float } from "../json";
import {
  createMonitor,
  deleteMonitor,
  holderOf,
  listMonitors,
  readMonitor,
  updateMonitor,
  validateMonitor,
} from "../objects/monitors";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readObject } from "./body";
import { answer, listQuery, numberParam, numberQuery, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/monitors/ */
export function monitorRoutes(org: Org): Routes {
  return {
    "/api/v1/monitor": {
      get: (context) =>
        answer(
          context,
          page(context, listed(context, org)).map((monitor) => ({
            ...objectOf(shown(monitor, false) as JsonObject),
            matching_downtimes: [],
          })),
        ),
      post: async (context) => answer(context, floats(created(createMonitor(org, await readObject(context))))),
    },
    "/api/v1/monitor/validate": {
      post: async (context) => {
        validateMonitor(org, await readObject(context));
        return answer(context, {});
      },
    },
    "/api/v1/monitor/can_delete": { get: (context) => canDelete(context, org) },
    "/api/v1/monitor/:monitor_id": {
      get: (context) => {
        const monitor = readMonitor(org, numberParam(context, "monitor_id"));
        return answer(context, shown(monitor, context.req.query("with_assets") === "true"));
      },
      put: async (context) => {
        const id = numberParam(context, "monitor_id");
        const monitor = updateMonitor(org, id, await readObject(context));
        return answer(context, floats(without(created(monitor), "creator")));
      },
      delete: (context) => {
        const force = context.req.query("force") === "true";
        return answer(context, deleteMonitor(org, numberParam(context, "monitor_id"), force));
      },
    },
    "/api/v1/monitor/:monitor_id/validate": {
      post: async (context) => {
        const id = numberParam(context, "monitor_id");
        readMonitor(org, id);
        validateMonitor(org, await readObject(context), id);
        return answer(context, {});
      },
    },
  };
}

const groupStates = ["all", "alert", "warn", "no data", "ok"];

function listed(context: Context, org: Org): JsonObject[] {
  const unknown = listQuery(context, "group_states").some((state) => !groupStates.includes(state.toLowerCase()));
  if (unknown) throw badRequest("Invalid group_state filters.");
  return listMonitors(org, {
    name: context.req.query("name"),
    tags: listQuery(context, "tags"),
    monitorTags: listQuery(context, "monitor_tags"),
  });
}

/** `page` and `page_size`; without a page all monitors, a hundred a page without a size. */
function page(context: Context, monitors: readonly JsonObject[]): readonly JsonObject[] {
  const number = numberQuery(context, "page");
  if (number === undefined) return monitors;
  const size = Math.min(numberQuery(context, "page_size") ?? 100, 1000);
  return monitors.slice(number * size, (number + 1) * size);
}

function canDelete(context: Context, org: Org): Response {
  const ids = listQuery(context, "monitor_ids").map(Number);
  if (ids.length === 0 || !ids.every(Number.isSafeInteger)) {
    throw badRequest("The value provided for parameter 'monitor_ids' is invalid");
  }
  const held = ids.flatMap((id) => {
    readMonitor(org, id);
    const holder = holderOf(org, id);
    return holder === undefined ? [] : [[String(id), [`monitor [${id}] is referenced in ${holder}`]] as const];
  });
  const ok = ids.filter((id) => !held.some(([name]) => name === String(id)));
  return answer(
    context,
    { data: { ok }, errors: held.length === 0 ? null : Object.fromEntries(held) },
    held.length === 0 ? 200 : 409,
  );
}

/**
 * As POST and PUT answer it. Datadog also answers an empty `assets`, which the Terraform provider (3.82) takes for a
 * change of every `datadog_monitor_json`: here assets are answered where there are some.
 */
function created(monitor: JsonObject): JsonObject {
  return listOf(monitor.assets).length > 0 ? monitor : without(monitor, "assets");
}

/** As GET answers it: without the restriction policy, its assets only when asked for. */
function shown(monitor: JsonObject, assets: boolean): Answer {
  const own = listOf(monitor.assets).map((asset) => without(objectOf(asset), "monitor_id"));
  return floats({ ...without(monitor, "restriction_policy", "assets"), ...(assets ? { assets: own } : {}) });
}

/** Thresholds go out with a fraction, but for those of a service check, which count. */
function floats(monitor: JsonObject): Answer {
  const options = objectOf(monitor.options);
  if (monitor.type === "service check" || !isObject(options.thresholds)) return monitor as Answer;
  const thresholds = Object.fromEntries(
    Object.entries(options.thresholds).map(([status, value]) => [
      status,
      typeof value === "number" ? new Float(value) : value,
    ]),
  );
  return { ...monitor, options: { ...options, thresholds } } as Answer;
}
