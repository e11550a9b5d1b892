import type { Context } from "hono";
import type { JsonObject } from "../../json";
import { muteAll, silencedByDowntimes, unmuteAll } from "../objects/downtimes-v1";
import { readMonitor } from "../objects/monitors";
import { endOf, muteMonitor, unmuteMonitor } from "../objects/mute";
import type { Org } from "../org";
import { readOptionalObject } from "./body";
import { shown } from "./monitors";
import { answer, noContent, numberParam, type Routes } from "./routes";

/** Muting of one monitor, its groups, or all monitors. @see https://docs.datadoghq.com/api/latest/monitors/ */
export function muteRoutes(org: Org): Routes {
  return {
    "/api/v1/monitor/mute_all": { post: (context) => answer(context, muteAll(org)) },
    "/api/v1/monitor/unmute_all": {
      post: (context) => {
        unmuteAll(org);
        return noContent(context);
      },
    },
    "/api/v1/monitor/:monitor_id/mute": {
      post: async (context) => {
        const id = numberParam(context, "monitor_id");
        const { scope, end } = await sent(context);
        muteMonitor(org, id, { scope: scopeOf(scope), end: endOf(end) });
        return answer(context, shown(readMonitor(org, id), silencedByDowntimes(org)));
      },
    },
    "/api/v1/monitor/:monitor_id/unmute": {
      post: async (context) => {
        const id = numberParam(context, "monitor_id");
        const { scope, all_scopes: all } = await sent(context);
        unmuteMonitor(org, id, scopeOf(scope), String(all).toLowerCase() === "true");
        return answer(context, shown(readMonitor(org, id), silencedByDowntimes(org)));
      },
    },
  };
}

/** Some clients send the parameters in the query, others in the body. */
const sent = async (context: Context): Promise<JsonObject> => ({
  ...context.req.query(),
  ...(await readOptionalObject(context)),
});

const scopeOf = (scope: JsonObject[string]) => (typeof scope === "string" && scope !== "" ? scope : undefined);
