import { celeryCannotConnect } from "./cannot-connect";
import { taskFailureCount } from "./failure-count";
import { taskFailureShare } from "./failure-share";
import { taskFailures } from "./failures";
import { idle } from "./idle";
import { idleWithBacklog } from "./idle-with-backlog";
import { tasksWait } from "./tasks-wait";
import { waiting } from "./waiting";
import { workersDown } from "./workers-down";

/** The monitors of Celery, one line each. */
export const celery = [
  ["cannotConnect", celeryCannotConnect],
  ["failures", taskFailures],
  ["failureShare", taskFailureShare],
  ["failureCount", taskFailureCount],
  ["workersDown", workersDown],
  ["idleWithBacklog", idleWithBacklog],
  ["idle", idle],
  ["waiting", waiting],
  ["tasksWait", tasksWait],
] as const;
