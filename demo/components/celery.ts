import { events, executingTasks, workersOnline } from "../../metrics/celery";
import { flowerHealth } from "../../metrics/checks";
import type { Component } from "../component";
import { isStrained } from "../conditions";

/** Tasks that a worker ends in ten seconds. */
const TASKS = 4;

/** Celery's workers run the tasks: one that finds no connection to the database fails. */
export const celery: Component = (random) => (now, to) => {
  for (let index = 1; index <= now.workers; index++) {
    const worker = `worker-${index}`;
    const ended = now.traffic === 0 ? 0 : random.of(random.about(TASKS));
    const failed = random.of(ended, isStrained(now) ? 0.35 : 0);
    const task = { worker, task: "load" };
    if (ended > failed) to.count(events, ended - failed, { ...task, type: "task-succeeded" });
    if (failed > 0) to.count(events, failed, { ...task, type: "task-failed" });
    to.gauge(executingTasks, ended, { worker });
    to.gauge(workersOnline, 1, { worker });
  }
  to.check(flowerHealth, "OK");
};
