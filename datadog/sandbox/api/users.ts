import type { Context } from "hono";
import { isObject, listOf, objectOf } from "../../json";
import { organization } from "../objects/permissions";
import {
  createUser,
  currentUser,
  disableUser,
  inviteUsers,
  listUsers,
  permissionsOfUser,
  readInvitation,
  readUser,
  updateUser,
  usersOf,
} from "../objects/users";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readData, readObject } from "./body";
import { pageOf, sortedBy } from "./pages";
import { answer, listQuery, noContent, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/users/ */
export function userRoutes(org: Org): Routes {
  const id = (context: Context) => param(context, "user_id");
  return {
    "/api/v2/current_user": { get: (context) => answer(context, currentUser(org)) },
    "/api/v2/users": {
      get: (context) => {
        const found = listUsers(org, {
          text: context.req.query("filter"),
          statuses: listQuery(context, "filter[status]"),
        });
        const sorted = sortedBy(context, found, [
          "name",
          "email",
          "handle",
          "title",
          "status",
          "created_at",
          "modified_at",
        ]);
        const page = { total_count: usersOf(org).length, total_filtered_count: found.length, max_page_size: 1000 };
        return answer(context, { data: pageOf(context, sorted), meta: { page } });
      },
      post: async (context) => answer(context, { data: createUser(org, await readData(context, "users")) }, 201),
    },
    "/api/v2/users/:user_id": {
      get: (context) => answer(context, { data: readUser(org, id(context)) }),
      patch: async (context) => {
        return answer(context, { data: updateUser(org, id(context), await readData(context, "users")) });
      },
      delete: (context) => {
        disableUser(org, id(context));
        return noContent(context);
      },
    },
    "/api/v2/users/:user_id/permissions": {
      get: (context) => answer(context, { data: permissionsOfUser(org, id(context)) }),
    },
    "/api/v2/users/:user_id/orgs": {
      get: (context) => answer(context, { data: readUser(org, id(context)), included: [organization] }),
    },
    "/api/v2/user_invitations": {
      post: async (context) => {
        const { data } = await readObject(context);
        if (!Array.isArray(data) || !listOf(data).every(isObject)) {
          throw badRequest("Invalid payload: 'data' is a required property");
        }
        return answer(context, { data: inviteUsers(org, listOf(data).map(objectOf)) }, 201);
      },
    },
    "/api/v2/user_invitations/:user_invitation_uuid": {
      get: (context) => answer(context, { data: readInvitation(org, param(context, "user_invitation_uuid")) }),
    },
  };
}
