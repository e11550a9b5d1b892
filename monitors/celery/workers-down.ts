import { metricMonitor } from "../../datadog/definitions";
import { max } from "../../datadog/query";
import { workersOnline } from "../../metrics/celery";
import { documented, message } from "../documented";

/**
 * Alerts when too few workers are online. All of them are counted, not one by one: a worker's name contains its container,
 * and Flower reports 0 for each name that it has ever seen.
 * @param settings `critical`: workers, fewer of which alert
 */
export const workersDown = documented(
  {
    enabled: false,
    priority: 2,
    levels: { critical: 1 },
    source: {
      page: "https://github.com/DataDog/integrations-core/blob/master/celery/assets/monitors/celery_workers_down.json",
      why: "The maximum of ten minutes instead of the minimum of five, so that a deployment does not alert.",
    },
    meaning: "No worker takes tasks. They wait in the queue.",
    steps: [
      "Look at the workers' containers: are they running, and what are the last lines of their logs?",
      "Ask them: celery --app app.worker inspect ping.",
      "Check that they reach the broker, then restart them.",
    ],
    missingData: "resolve: without Flower, celery.cannotConnect alerts.",
    trap: "A worker that is down for a deployment comes back within ten minutes, under another name.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "Celery workers are down",
      condition: max("last_10m", workersOnline.sum()).below(critical, levels),
      message: message('{{eval "round(value)"}} Celery workers are online.', "Celery workers are online again."),
      requireFullWindow: false,
      onMissingData: "resolve",
    }),
);
