import { distribution } from "../datadog/query";

/*
 * What Datadog measures from spans and keeps for 15 months; traces/ says of which spans.
 * https://docs.datadoghq.com/tracing/trace_pipeline/generate_metrics/
 */

/** The time that one kind of span takes. How many there were is its `.count()`. */
const spanDuration = <const Name extends string>(name: Name, what: string) =>
  distribution(`pipeline.spans.${name}`, {
    reported: "trace",
    description: `Time that ${what} take`,
    unit: "nanosecond",
    tags: ["resource_name", "status"],
    percentiles: true,
  });

export const webRequestDuration = spanDuration("web_request", "web requests");
export const databaseQueryDuration = spanDuration("database_query", "database queries");
export const prefectTaskDuration = spanDuration("prefect_task", "Prefect tasks");
export const apiCallDuration = spanDuration("api_call", "API calls between services");
export const celeryTaskDuration = spanDuration("celery_task", "Celery tasks");
