import type { Context } from "hono";
import {
  cancelDowntimesByScope,
  cancelDowntimeV1,
  createDowntimeV1,
  downtimesOfMonitorV1,
  listDowntimesV1,
  readDowntimeV1,
  updateDowntimeV1,
} from "../objects/downtimes-v1";
import { author, type Org } from "../org";
import { readObject } from "./body";
import { answer, flagQuery, noContent, numberParam, type Routes } from "./routes";

/** The downtimes of v1, which clients and Terraform's `datadog_downtime` use. @see https://docs.datadoghq.com/api/latest/downtimes/ */
export function downtimeV1Routes(org: Org): Routes {
  const id = (context: Context) => numberParam(context, "downtime_id");
  return {
    "/api/v1/downtime": {
      get: (context) => {
        const found = listDowntimesV1(org, flagQuery(context, "current_only"));
        const withCreator = flagQuery(context, "with_creator");
        return answer(context, withCreator ? found.map((downtime) => ({ ...downtime, creator: author })) : found);
      },
      post: async (context) => answer(context, createDowntimeV1(org, await readObject(context))),
    },
    "/api/v1/downtime/cancel/by_scope": {
      post: async (context) => {
        const { scope } = await readObject(context);
        return answer(context, { cancelled_ids: cancelDowntimesByScope(org, scope) });
      },
    },
    "/api/v1/downtime/:downtime_id": {
      get: (context) => answer(context, readDowntimeV1(org, id(context))),
      put: async (context) => answer(context, updateDowntimeV1(org, id(context), await readObject(context))),
      delete: (context) => {
        cancelDowntimeV1(org, id(context));
        return noContent(context);
      },
    },
    "/api/v1/monitor/:monitor_id/downtimes": {
      get: (context) => answer(context, downtimesOfMonitorV1(org, numberParam(context, "monitor_id"))),
    },
  };
}
