import {
  createRole,
  deleteRestrictionPolicy,
  deleteRole,
  listRoles,
  readRestrictionPolicy,
  readRole,
  renameRole,
  setRestrictionPolicy,
} from "../objects/access";
import type { Org } from "../org";
import { readData } from "./body";
import { answer, noContent, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/restriction-policies/ */
export function accessRoutes(org: Org): Routes {
  return {
    "/api/v2/permissions": { get: (context) => answer(context, { data: [] }) },
    "/api/v2/roles": {
      get: (context) => {
        const data = listRoles(org, context.req.query("filter"));
        const page = { total_count: org.roles.size, total_filtered_count: data.length };
        return answer(context, { data, meta: { page } });
      },
      post: async (context) => answer(context, { data: createRole(org, await readData(context, "roles")) }),
    },
    "/api/v2/roles/:role_id": {
      get: (context) => answer(context, { data: readRole(org, param(context, "role_id")) }),
      patch: async (context) => {
        const data = await readData(context, "roles");
        return answer(context, { data: renameRole(org, param(context, "role_id"), data) });
      },
      delete: (context) => {
        deleteRole(org, param(context, "role_id"));
        return noContent(context);
      },
    },
    "/api/v2/restriction_policy/:resource_id": {
      get: (context) => answer(context, { data: readRestrictionPolicy(org, param(context, "resource_id")) }),
      post: async (context) => {
        const data = await readData(context, "restriction_policy");
        return answer(context, { data: setRestrictionPolicy(org, param(context, "resource_id"), data) });
      },
      delete: (context) => {
        deleteRestrictionPolicy(org, param(context, "resource_id"));
        return noContent(context);
      },
    },
  };
}
