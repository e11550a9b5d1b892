import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { restarts as count } from "../../metrics/containers";
import { documented, message } from "../documented";

/**
 * Alerts, container by container, when it keeps being restarted.
 * @param settings `critical`: restarts within half an hour
 */
export const restarts = documented(
  {
    enabled: false,
    priority: 3,
    levels: { critical: 2 },
    source: { own: "One restart may be an accident, and a second one its repetition; the third is a loop." },
    meaning: "The container keeps exiting shortly after it starts.",
    steps: [
      "Read the last lines before it exited: docker logs --tail 50 NAME.",
      "See its exit code: docker ps --all --filter name=NAME; 137 usually means out of memory.",
      "Roll back the last deployment, or start what the container waits for.",
    ],
    missingData: "resolve: a container that was removed is not restarted.",
    trap: "A deployment creates a new container, whose restart count begins at 0.",
  },
  ({ critical, ...levels }) => {
    const condition = max("last_5m", count.max().by("host", "container_name"))
      .changeSince("last_30m")
      .above(critical, levels);
    return metricMonitor({
      name: "Container restarts again and again",
      condition,
      message: message(
        `The container {{container_name.name}} on {{host.name}} was restarted {{eval "round(value)"}} times within half an hour (alert above ${condition.thresholdText}).`,
        "The container {{container_name.name}} on {{host.name}} no longer restarts.",
      ),
      requireFullWindow: false,
      onMissingData: "resolve",
    });
  },
);
