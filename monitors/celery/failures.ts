import { and, compositeMonitor, type MonitorDefinition } from "../../datadog/definitions";
import { documented, message } from "../documented";
import { taskFailureCount } from "./failure-count";
import { taskFailureShare } from "./failure-share";

interface Parts {
  readonly "celery.failureShare"?: MonitorDefinition;
  readonly "celery.failureCount"?: MonitorDefinition;
}

/** Alerts, task by task, when several fail, and a large share of them. */
export const taskFailures = documented(
  {
    priority: 2,
    source: { own: "Those of failureShare and failureCount: 5% of the tasks, and at least three." },
    meaning: "A task keeps failing. Its work does not get done.",
    steps: [
      "Open the error logs of the worker around the alert: which exception, and where?",
      "Check whether a deployment (the version tag) came just before, and roll it back if so.",
      "Check what the task calls, then send the failed tasks again.",
    ],
    missingData: "none: a composite has the states of its parts, which are 0 without tasks.",
    trap: "One failed task at night, or a few failures among thousands of tasks: only one of the parts alerts.",
  },
  (
    _,
    {
      "celery.failureShare": share = taskFailureShare(),
      "celery.failureCount": count = taskFailureCount(),
    }: Parts = {},
  ) =>
    compositeMonitor({
      name: "Celery tasks fail",
      condition: and(share, count),
      message: message(
        "The task {{task.name}} fails: a large share of its runs, and more than a few.",
        "The task {{task.name}} succeeds again.",
      ),
    }),
);
