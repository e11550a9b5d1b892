import { deleteRestrictionPolicy, readRestrictionPolicy, setRestrictionPolicy } from "../objects/access";
import type { Org } from "../org";
import { readData } from "./body";
import { answer, noContent, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/restriction-policies/ */
export function accessRoutes(org: Org): Routes {
  return {
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
