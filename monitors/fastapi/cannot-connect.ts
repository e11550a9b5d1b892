import { httpCanConnect } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when FastAPI does not answer the HTTP check that `docker/compose.services.yaml` gives its container. */
export const fastapiCannotConnect = cannotConnect({
  component: components.fastapi.name,
  check: httpCanConnect,
  where: { instance: components.fastapi.service },
  meaning: "The API does not answer. Nobody can start runs through it.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Check whether it waits for PostgreSQL or RabbitMQ at startup.",
    "Restart it, or roll back the last deployment.",
  ],
});
