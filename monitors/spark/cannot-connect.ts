import { sparkCanConnect } from "../../metrics/checks";
import { components } from "../../metrics/components";
import { cannotConnect } from "../cannot-connect";

/** Alerts when the agent cannot connect to Spark's master. */
export const sparkCannotConnect = cannotConnect({
  component: `${components.spark.name}'s master`,
  check: sparkCanConnect,
  meaning: "The master is down. Running applications continue, but new ones get no executors.",
  steps: [
    "Look at its container: is it running, and what are the last lines of its log?",
    "Open its page on port 8080: which workers does it list?",
    "Restart it. Without spark.deploy.recoveryMode, applications have to be submitted again.",
  ],
});
