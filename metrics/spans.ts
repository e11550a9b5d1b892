import { distribution } from "../datadog/query";

/*
 * What Datadog measures from spans and keeps for 15 months; traces/ says of which spans. The metrics of traces.ts cover all
 * traffic at no price, and cannot say in which stage of the pipeline a span was: these can, where spans carry a tag `stage`.
 * They are custom metrics to pay for and miss what sampling drops, so an environment has to ask for them.
 * https://docs.datadoghq.com/tracing/trace_pipeline/generate_metrics/
 */

/** The time that one kind of span takes, by stage. How many there were is its `.count()`. */
const spanDuration = <const Name extends string>(name: Name, what: string) =>
  distribution(`pipeline.spans.${name}`, {
    reported: "trace",
    description: `Time that ${what} take`,
    unit: "nanosecond",
    tags: ["stage", "status"],
    percentiles: true,
  });

export const webRequestDuration = spanDuration("web_request", "web requests");
export const databaseQueryDuration = spanDuration("database_query", "database queries");
export const prefectTaskDuration = spanDuration("prefect_task", "Prefect tasks");
export const apiCallDuration = spanDuration("api_call", "API calls between services");
export const celeryTaskDuration = spanDuration("celery_task", "Celery tasks");
