import {
  addToDashboardList,
  createDashboardList,
  dashboardsOfList,
  deleteDashboardList,
  listDashboardLists,
  readDashboardList,
  removeFromDashboardList,
  renameDashboardList,
  setDashboardList,
} from "../objects/dashboard-lists";
import type { Org } from "../org";
import { readObject } from "./body";
import { answer, numberParam, type Routes } from "./routes";

const id = "list_id";

/** @see https://docs.datadoghq.com/api/latest/dashboard-lists/ */
export function dashboardListRoutes(org: Org): Routes {
  return {
    "/api/v1/dashboard/lists/manual": {
      get: (context) => answer(context, { dashboard_lists: listDashboardLists(org) }),
      post: async (context) => answer(context, createDashboardList(org, await readObject(context))),
    },
    "/api/v1/dashboard/lists/manual/:list_id": {
      get: (context) => answer(context, readDashboardList(org, numberParam(context, id))),
      put: async (context) => {
        const list = numberParam(context, id);
        return answer(context, renameDashboardList(org, list, await readObject(context)));
      },
      delete: (context) => answer(context, deleteDashboardList(org, numberParam(context, id))),
    },
    "/api/v2/dashboard/lists/manual/:list_id/dashboards": {
      get: (context) => {
        const dashboards = dashboardsOfList(org, numberParam(context, id));
        return answer(context, { dashboards, total: dashboards.length });
      },
      post: async (context) => {
        const body = await readObject(context);
        return answer(context, { added_dashboards_to_list: addToDashboardList(org, numberParam(context, id), body) });
      },
      put: async (context) => {
        const body = await readObject(context);
        return answer(context, { dashboards: setDashboardList(org, numberParam(context, id), body) });
      },
      delete: async (context) => {
        const body = await readObject(context);
        const removed = removeFromDashboardList(org, numberParam(context, id), body);
        return answer(context, { deleted_dashboards_from_list: removed });
      },
    },
  };
}
