import { flowerHealth } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when the agent cannot read Flower's metrics, which are all that is known of Celery. */
export const celeryCannotConnect = cannotConnect({
  component: `${components.celery.name} (Flower)`,
  check: flowerHealth,
  meaning:
    "Flower, which reports the workers' metrics, is down. The workers may still run, but nobody would notice if they stopped.",
  steps: [
    "Look at Flower's container: is it running, and what are the last lines of its log?",
    "Check that Flower reaches the broker; it exits when it does not.",
    "Look at the workers themselves: celery --app app.worker inspect ping.",
  ],
});
