import { httpCanConnect } from "../../metrics/checks";
import { prefectRuns } from "../../metrics/traces";
import type { Component } from "../component";

/** Prefect runs the flows, and logs how each ends. */
export const prefect: Component = (random) => (now, to) => {
  for (const { name, failed } of now.flows) {
    // As in docker/compose.services.yaml, with the date, in UTC
    const ended = new Date((now.time + 10 * random.next()) * 1000).toISOString().replace("T", " ").replace("Z", "");
    const state = failed ? `Failed("Flow run encountered an exception: TimeoutError: ${failed}")` : "Completed()";
    const message = `${ended} | INFO    | Flow run '${name}' - Finished in state ${state}`;
    to.log({ source: "prefect", service: "prefect", message });
  }
  const failed = now.flows.filter((flow) => flow.failed).length;
  if (now.flows.length > 0) to.count(prefectRuns.hits, now.flows.length, { service: "prefect" });
  if (failed > 0) to.count(prefectRuns.errors, failed, { service: "prefect" });
  to.check(httpCanConnect, "OK", { instance: "prefect" });
};
