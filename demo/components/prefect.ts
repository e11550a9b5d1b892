import { httpCanConnect } from "../../metrics/checks";
import { prefectRuns } from "../../metrics/traces";
import { type Component, TICK } from "../component";

/** Prefect runs the flows, and logs how each ends. */
export const prefect: Component = (random) => (now, to) => {
  for (const { name, stages, failed } of now.flows) {
    const end = now.time + TICK * random.next();
    // As docker/compose.services.yaml has it: with the date, in UTC
    const date = new Date(end * 1000).toISOString().replace("T", " ").replace("Z", "");
    const state = failed ? `Failed("Flow run encountered an exception: TimeoutError: ${failed}")` : "Completed()";
    const message = `${date} | INFO    | Flow run '${name}' - Finished in state ${state}`;
    to.log({ source: "prefect", service: "prefect", message });
    to.span({
      service: "prefect",
      operation: prefectRuns.latency,
      resource: name,
      end,
      seconds: stages.reduce((sum, { seconds }) => sum + seconds, 0),
      isError: failed !== undefined,
    });
  }
  to.check(httpCanConnect, "OK", { instance: "prefect" });
};
