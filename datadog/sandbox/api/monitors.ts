import type { Context } from "hono";
import { isObject, type JsonObject, listOf, objectOf, without } from "../../json";
import { type Answer, Float } from "../json";
import { listDowntimesV1, matching, silencedByDowntimes } from "../objects/downtimes-v1";
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
import { answer, flagQuery, listQuery, numberParam, numberQuery, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/monitors/ */
export function monitorRoutes(org: Org): Routes {
  return {
    "/api/v1/monitor": {
      get: (context) => {
        const silenced = silencedByDowntimes(org);
        const downtimes = flagQuery(context, "with_downtimes") ? listDowntimesV1(org, true) : [];
        const found = page(context, listed(context, org)).map((monitor) => ({
          ...objectOf(shown(monitor, silenced) as JsonObject),
          matching_downtimes: matchingOf(downtimes, monitor),
        }));
        return answer(context, found);
      },
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
        return answer(context, shown(monitor, silencedByDowntimes(org), flagQuery(context, "with_assets")));
      },
      put: async (context) => {
        const id = numberParam(context, "monitor_id");
        const monitor = updateMonitor(org, id, await readObject(context));
        return answer(context, floats(without(created(monitor), "creator")));
      },
      delete: (context) => {
        const force = flagQuery(context, "force");
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

/** As GET answers it: without the restriction policy, its assets only when asked for, with what downtimes of v1 mute. */
export function shown(
  monitor: JsonObject,
  silenced: ReturnType<typeof silencedByDowntimes>,
  withAssets = false,
): Answer {
  const assets = listOf(monitor.assets).map((asset) => without(objectOf(asset), "monitor_id"));
  const muted = silenced.get(Number(monitor.id));
  const options = objectOf(monitor.options);
  return floats({
    ...without(monitor, "restriction_policy", "assets"),
    ...(muted ? { options: { ...options, silenced: { ...objectOf(options.silenced), ...muted } } } : {}),
    ...(withAssets ? { assets } : {}),
  });
}

/** The downtimes that apply to a monitor, in short. */
function matchingOf(downtimes: readonly JsonObject[], monitor: JsonObject): JsonObject[] {
  const found = matching(downtimes, { id: Number(monitor.id), definition: monitor });
  return found.map(({ id, scope, start, end }) => ({ id, scope, start, end }));
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
