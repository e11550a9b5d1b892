import { agentEventsIn, checkRunsIn } from "../../intake/payloads/events";
import type { Org } from "../../org";
import { readJson, readObject } from "../body";
import { answer, type Routes } from "../routes";
import { received } from "./received";

/**
 * Where clients and agents submit the runs of service checks, and agents what they gather: events; the rest is about the host.
 * @see https://docs.datadoghq.com/api/latest/service-checks/
 */
export function eventIntakeRoutes(org: Org): Routes {
  const agent = {
    post: received(org, async (context) => {
      for (const event of agentEventsIn(await readObject(context), org.intake.now())) org.intake.event(event);
      return answer(context, { status: "ok" }, 202);
    }),
  };
  return {
    "/api/v1/check_run": {
      post: received(org, async (context) => {
        for (const run of checkRunsIn(await readJson(context), org.intake.now())) org.intake.checkRun(run);
        return answer(context, { status: "ok" }, 202);
      }),
    },
    "/intake": agent,
    "/intake/": agent,
  };
}
