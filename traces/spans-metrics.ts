import { type SpansMetricDefinition, spansMetric } from "../datadog/definitions";
import { components } from "../metrics/components";
import {
  apiCallDuration,
  celeryTaskDuration,
  databaseQueryDuration,
  prefectTaskDuration,
  webRequestDuration,
} from "../metrics/spans";

/** The metric's own tags, beside the `env` and `service` that are on every metric, and what each is on a span. */
const groupBy = { env: "env", service: "service", stage: "@stage", status: "status" };

/** A metric of how long the spans take that a search picks, with percentiles, in nanoseconds. */
function spanDurations(metric: { readonly name: string }, query: string): SpansMetricDefinition {
  return spansMetric({ name: metric.name, query, measure: "@duration", groupBy });
}

/** Requests of the UI that FastAPI answers; ddtrace opens the span. */
export const webRequestSpans = () =>
  spanDurations(webRequestDuration, `operation_name:fastapi.request service:${components.fastapi.service}`);

/**
 * SQL that a service sends to PostgreSQL. ddtrace opens the span in the client (psycopg, asyncpg, SQLAlchemy) and calls
 * its service `postgres`; `DD_SERVICE_MAPPING` of `docker/compose.services.yaml` makes it the component's name.
 */
export const databaseQuerySpans = () =>
  spanDurations(databaseQueryDuration, `operation_name:postgres.query service:${components.postgresql.service}`);

/**
 * Tasks that Prefect runs. Prefect opens a span for each task run (and another for each flow run) through OpenTelemetry, which
 * ddtrace sends under the name `internal` where `DD_TRACE_OTEL_ENABLED` is set.
 */
export const prefectTaskSpans = () =>
  spanDurations(
    prefectTaskDuration,
    `operation_name:internal @prefect.run.type:task service:${components.prefect.service}`,
  );

/**
 * Calls from one service to another, as the caller sees them: through requests, httpx or aiohttp. Prefect asks its own API
 * for work all the time, through httpx: by its user agent that is told apart from what a flow calls.
 */
export const apiCallSpans = () =>
  spanDurations(
    apiCallDuration,
    "operation_name:(requests.request OR http.request OR aiohttp.request) @span.kind:client -@http.useragent:prefect*",
  );

/**
 * Tasks that Celery's workers run; `celery.apply`, the sending side, is another span. ddtrace calls the worker's service
 * `celery-worker`; `DD_SERVICE_MAPPING` of `docker/compose.services.yaml` makes it the component's name.
 */
export const celeryTaskSpans = () =>
  spanDurations(celeryTaskDuration, `operation_name:celery.run service:${components.celery.service}`);
