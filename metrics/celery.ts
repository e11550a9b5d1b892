import { count, gauge } from "../datadog/query";

/*
 * What the agent's Celery check reports from Flower.
 * https://docs.datadoghq.com/integrations/celery/
 */

const perTask = ["worker", "task"] as const;

export const events = count("celery.flower.events.count", {
  description: "What happened to tasks, by type: task-received, task-succeeded, task-failed …",
  unit: "event",
  tags: ["worker", "task", "type"],
});

export const runtimeSeconds = count("celery.flower.task.runtime.seconds.sum", {
  description: "Time that tasks ran",
  unit: "second",
  tags: perTask,
});

export const tasksRun = count("celery.flower.task.runtime.seconds.count", {
  description: "Tasks that ran",
  unit: "task",
  tags: perTask,
});

export const prefetchSeconds = gauge("celery.flower.task.prefetch_time.seconds", {
  reported: "agent",
  description: "Time that a task waits at its worker",
  unit: "second",
  tags: perTask,
});

export const executingTasks = gauge("celery.flower.worker.executing_tasks", {
  reported: "agent",
  description: "Tasks that a worker executes",
  unit: "task",
  tags: ["worker"],
});

export const workersOnline = gauge("celery.flower.worker.online", {
  reported: "agent",
  description: "1 for each worker that is online",
  tags: ["worker"],
});
