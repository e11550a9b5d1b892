import { httpCanConnect } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/**
 * Alerts when Prefect's worker is not healthy, by the HTTP check that `docker/compose.services.yaml` gives its container. A
 * worker that has lost its server answers with an error.
 */
export const prefectCannotConnect = cannotConnect({
  component: components.prefect.name,
  check: httpCanConnect,
  where: { instance: components.prefect.service },
  meaning: "The worker is down, or cannot reach Prefect's server. No scheduled run starts.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Check that the server answers: prefect version, then curl $PREFECT_API_URL/health.",
    "Restart the worker, and see whether late runs start.",
  ],
});
