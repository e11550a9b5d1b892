import { events, executingTasks } from "../metrics/celery";
import {
  databaseQueries,
  duration,
  errors,
  queueLength,
  recordsProcessed,
  runs,
  sparkExecutors,
  stageDuration,
} from "../metrics/pipeline";
import { connections, waitingQueries } from "../metrics/postgresql";
import { messagesReady } from "../metrics/rabbitmq";
import { completedTasks, failedTasks } from "../metrics/spark";
import { prefectRuns, webRequests } from "../metrics/traces";
import { randomNumbers } from "./random";

/** Minutes of the story. */
export const MINUTES = 60;

/** When PostgreSQL is short of connections: from the first minute to before the second. */
const INCIDENT = { from: 15, to: 25 } as const;

/**
 * What the metrics of the pipeline's six components show in an hour with an incident: by metric and tags, a value a minute.
 * A count is the count of its minute, a distribution has one sample a minute. The same seed gives the same values.
 * @param seed a whole number
 */
export function pipelineHour(seed = 1): Readonly<Record<string, readonly number[]>> {
  const random = randomNumbers(seed);
  const hour: Record<string, readonly number[]> = {};

  /** A value for each minute: `usual`, or `bad` in the incident, give or take `spread` of it; or what they add up to. */
  const add = (
    { name }: { readonly name: string },
    tags: Readonly<Record<string, string>>,
    [usual, bad]: readonly [usual: number, bad: number],
    { spread = 0.1, whole = true, total = false } = {},
  ) => {
    const key = `${name}{${Object.entries(tags)
      .map(([tag, value]) => `${tag}:${value}`)
      .join(",")}}`;
    let soFar = 0;
    hour[key] = Array.from({ length: MINUTES }, (_, minute) => {
      const level = minute >= INCIDENT.from && minute < INCIDENT.to ? bad : usual;
      const value = level * (1 + spread * (2 * random() - 1));
      const rounded = whole ? Math.round(value) : Number(value.toFixed(1));
      soFar += rounded;
      return total ? soFar : rounded;
    });
  };

  // The pipeline itself
  add(runs, { status: "success", user: "scheduler" }, [12, 8]);
  add(runs, { status: "failed", user: "scheduler" }, [0, 2], { spread: 0.4 });
  add(errors, { stage: "spark", error_type: "timeout" }, [0.35, 4], { spread: 0.9 });
  add(errors, { stage: "load", error_type: "connection" }, [0, 3], { spread: 0.4 });
  add(duration, { pipeline_id: "orders" }, [420, 960], { whole: false });
  add(stageDuration, { stage: "ingest", pipeline_id: "orders" }, [40, 48], { whole: false });
  add(stageDuration, { stage: "spark", pipeline_id: "orders" }, [210, 540], { whole: false });
  add(stageDuration, { stage: "load", pipeline_id: "orders" }, [95, 260], { whole: false });
  add(recordsProcessed, { pipeline_id: "orders" }, [50_000, 21_000]);
  // FastAPI
  add(webRequests.hits, { resource_name: "post_/runs" }, [180, 190]);
  add(webRequests.errors, { resource_name: "post_/runs" }, [0.3, 14], { spread: 0.9 });
  add(webRequests.latency, { resource_name: "post_/runs" }, [0.2, 1.4], { whole: false });
  // PostgreSQL
  add(databaseQueries, { query_type: "select" }, [900, 350]);
  add(connections, { db: "pipeline" }, [35, 97], { spread: 0.03 });
  add(waitingQueries, { db: "pipeline" }, [0.4, 22], { spread: 0.9 });
  // Prefect
  add(prefectRuns.hits, { service: "prefect" }, [12, 10]);
  add(prefectRuns.errors, { service: "prefect" }, [0, 3], { spread: 0.4 });
  // Spark
  add(sparkExecutors, { application_id: "orders" }, [8, 8], { spread: 0 });
  add(completedTasks, { app_name: "orders" }, [400, 160], { total: true });
  add(failedTasks, { app_name: "orders" }, [0.3, 9], { spread: 0.9, total: true });
  // RabbitMQ
  add(queueLength, { queue: "stages" }, [15, 420]);
  add(messagesReady, { queue: "stages" }, [15, 420]);
  // Celery
  add(executingTasks, { worker: "worker-1" }, [6, 16]);
  add(events, { worker: "worker-1", task: "load", type: "task-succeeded" }, [60, 22]);
  add(events, { worker: "worker-1", task: "load", type: "task-failed" }, [0.2, 12], { spread: 0.9 });
  return hour;
}
