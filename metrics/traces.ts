import { count, distribution, type MetricUnit } from "../datadog/query";

/*
 * What Datadog computes from all spans, sampled or not: for each span name its latency, how many there were, and how
 * many failed. Other tags of a span are not on these metrics.
 * https://docs.datadoghq.com/tracing/metrics/metrics_namespace/
 */

const perResource = ["resource_name", "resource"] as const;

const httpTags = [...perResource, "http.status_code", "http.status_class"] as const;

/** The three metrics of a span name. */
function spansOf<const Name extends string, const Tags extends readonly string[]>(
  name: Name,
  what: string,
  unit: MetricUnit,
  tags: Tags,
) {
  return {
    latency: distribution(`trace.${name}`, {
      reported: "trace",
      description: `Time that ${what} take`,
      unit: "second",
      tags,
      percentiles: true,
    }),
    hits: count(`trace.${name}.hits`, { reported: "trace", description: `How many ${what} there were`, unit, tags }),
    errors: count(`trace.${name}.errors`, {
      reported: "trace",
      description: `How many ${what} failed`,
      unit: "error",
      tags,
    }),
  };
}

/** Requests that FastAPI answers. */
export const webRequests = spansOf("fastapi.request", "web requests", "request", httpTags);

/** Statements that a Python service sends to PostgreSQL (psycopg and asyncpg have the same span name). */
export const databaseQueries = spansOf("postgres.query", "database queries", "query", perResource);

/** Calls from one service to another through `requests`. */
export const apiCalls = spansOf("requests.request", "API calls", "request", httpTags);

/** Tasks that Celery's workers run; `celery.apply` is the sending side. */
export const celeryTasks = spansOf("celery.run", "Celery tasks", "task", perResource);

/**
 * Flow runs and task runs of Prefect, which opens their spans through OpenTelemetry: internal ones, whose name other services
 * may have too, so `service:prefect` belongs into each query. A span's resource is the name of one run.
 */
export const prefectRuns = spansOf("internal", "flow and task runs", "task", []);
