import { currentUser, permissionsOfUser } from "../objects/permissions";
import { answer, param, type Routes } from "./routes";

/** What a client asks about its keys and its organization; there is one, so any id names it. */
export const accountRoutes: Routes = {
  "/api/v1/validate": { get: (context) => answer(context, { valid: true }) },
  "/api/v1/org/:public_id": {
    get: (context) => {
      const org = { public_id: param(context, "public_id"), name: "Sandbox", description: "" };
      return answer(context, { org });
    },
  },
  // @see https://docs.datadoghq.com/api/latest/users/
  "/api/v2/current_user": { get: (context) => answer(context, currentUser) },
  "/api/v2/users/:user_id/permissions": {
    get: (context) => answer(context, { data: permissionsOfUser(param(context, "user_id")) }),
  },
};
