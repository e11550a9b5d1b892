import { isObject, type Json, listOf, stringOf } from "../../json";
import {
  createDashboard,
  deleteDashboard,
  listDashboards,
  readDashboard,
  updateDashboard,
} from "../objects/dashboards";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readObject } from "./body";
import { answer, noContent, numberQuery, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/dashboards/ */
export function dashboardRoutes(org: Org): Routes {
  return {
    "/api/v1/dashboard": {
      get: (context) => {
        const start = numberQuery(context, "start") ?? 0;
        const count = numberQuery(context, "count");
        const end = count === undefined ? undefined : start + count;
        return answer(context, { dashboards: listDashboards(org).slice(start, end) });
      },
      post: async (context) => answer(context, createDashboard(org, await readObject(context))),
      delete: async (context) => {
        const ids = namesIn((await readObject(context)).data);
        for (const id of ids) readDashboard(org, id);
        for (const id of ids) deleteDashboard(org, id);
        return noContent(context);
      },
    },
    "/api/v1/dashboard/:dashboard_id": {
      get: (context) => answer(context, readDashboard(org, param(context, "dashboard_id"))),
      put: async (context) => {
        const id = param(context, "dashboard_id");
        return answer(context, updateDashboard(org, id, await readObject(context)));
      },
      delete: (context) => answer(context, deleteDashboard(org, param(context, "dashboard_id"))),
    },
  };
}

function namesIn(data: Json | undefined): string[] {
  const ids = listOf(data).map((entry) => (isObject(entry) ? stringOf(entry.id) : undefined));
  const names = ids.filter((id) => id !== undefined);
  if (names.length === 0 || names.length !== ids.length) {
    throw badRequest("The value provided for parameter 'data' is invalid");
  }
  return [...new Set(names)];
}
