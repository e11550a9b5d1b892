import { and, compositeMonitor, type MonitorDefinition } from "../../datadog/definitions";
import { documented, message } from "../documented";
import { idle as idleWorkers } from "./idle";
import { waiting as waitingTasks } from "./waiting";

interface Parts {
  readonly "celery.idle"?: MonitorDefinition;
  readonly "celery.waiting"?: MonitorDefinition;
}

/** Alerts when tasks wait and no worker does anything. */
export const idleWithBacklog = documented(
  {
    enabled: false,
    priority: 2,
    source: { own: "Those of idle and waiting: ten minutes in which tasks wait and every worker is idle." },
    meaning: "The workers are connected but idle, or read another queue. Nobody picks up the tasks.",
    steps: [
      "Ask the workers: celery --app app.worker inspect active, reserved, active_queues.",
      "Look for a task that blocks the pool, or tasks with an ETA that use up the prefetch limit.",
      "Restart the workers; what they had reserved goes back into the queue.",
    ],
    missingData: "none: a composite has the states of its parts, which resolve.",
    trap: "Idle workers at night, or a full queue in a busy hour: only one of the parts alerts.",
  },
  (_, { "celery.idle": idle = idleWorkers(), "celery.waiting": waiting = waitingTasks() }: Parts = {}) =>
    compositeMonitor({
      name: "Celery workers are idle while tasks wait",
      condition: and(idle, waiting),
      message: message(
        "Tasks are waiting in the queue, and no Celery worker is executing any.",
        "Celery workers are executing tasks again, or no tasks are waiting.",
      ),
    }),
);
