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
    source: { own: "Those of idle and waiting: ten minutes in which nobody works although there is work." },
    meaning: "The workers are connected and do not work, or read another queue. Tasks wait for nothing.",
    steps: [
      "Ask the workers: celery --app app.worker inspect active, reserved, active_queues.",
      "Look for a task that blocks the pool, or a prefetch that is used up by tasks with an ETA.",
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
        "Tasks wait in the queue, and no Celery worker executes any.",
        "Celery workers execute tasks again, or none wait.",
      ),
    }),
);
