import type { Context } from "hono";
import { type JsonObject, objectOf, stringOf } from "../../json";
import { permissionOf, permissions } from "../objects/permissions";
import { createRole, listRoles, permissionIdsOf, readRole, setPermission, updateRole } from "../objects/roles";
import { removeRole, setRole, usersWith } from "../objects/users";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readData, readObject } from "./body";
import { pageOf, sortedBy } from "./pages";
import { answer, listQuery, noContent, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/roles/ */
export function roleRoutes(org: Org): Routes {
  const id = (context: Context) => param(context, "role_id");
  const counted = (role: JsonObject): JsonObject => ({
    ...role,
    attributes: { ...objectOf(role.attributes), user_count: usersWith(org, String(role.id)).length },
  });
  const users = (context: Context) => {
    const found = usersWith(org, id(context));
    const sorted = sortedBy(context, found, ["name", "email", "status"]);
    return answer(context, { data: pageOf(context, sorted), meta: { page: { total_count: found.length } } });
  };
  return {
    "/api/v2/permissions": { get: (context) => answer(context, { data: permissions }) },
    "/api/v2/roles": {
      get: (context) => {
        const ids = listQuery(context, "filter[id]");
        const found = listRoles(org, context.req.query("filter")).filter(
          (role) => ids.length === 0 || ids.includes(String(role.id)),
        );
        const sorted = sortedBy(context, found.map(counted), ["name", "modified_at", "user_count"]);
        const page = { total_count: listRoles(org).length, total_filtered_count: found.length };
        return answer(context, { data: pageOf(context, sorted), meta: { page } });
      },
      post: async (context) => answer(context, { data: createRole(org, await readData(context, "roles")) }),
    },
    "/api/v2/roles/:role_id": {
      get: (context) => answer(context, { data: counted(readRole(org, id(context))) }),
      patch: async (context) => {
        const role = updateRole(org, id(context), await readData(context, "roles"));
        return answer(context, { data: counted(role) });
      },
      delete: (context) => {
        removeRole(org, id(context));
        return noContent(context);
      },
    },
    "/api/v2/roles/:role_id/permissions": {
      get: (context) => {
        const data = permissionIdsOf(readRole(org, id(context))).map(permissionOf);
        return answer(context, { data });
      },
      post: async (context) => {
        const permission = await related(context, "permissions");
        return answer(context, { data: setPermission(org, id(context), permission, true) });
      },
      delete: async (context) => {
        const permission = await related(context, "permissions");
        return answer(context, { data: setPermission(org, id(context), permission, false) });
      },
    },
    "/api/v2/roles/:role_id/users": {
      get: users,
      post: async (context) => {
        setRole(org, id(context), await related(context, "users"), true);
        return users(context);
      },
      delete: async (context) => {
        setRole(org, id(context), await related(context, "users"), false);
        return users(context);
      },
    },
  };
}

/** The id in `{"data": {"type": "users", "id": "…"}}`. */
async function related(context: Context, type: string): Promise<string> {
  const { data } = await readObject(context);
  const { type: sent, id } = objectOf(data);
  if (sent !== type) throw badRequest(`API input validation failed: Invalid type. Expected "${type}".`);
  const text = stringOf(id);
  if (!text) throw badRequest("Invalid payload: 'id' is a required property of 'data'");
  return text;
}
