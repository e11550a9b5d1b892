import {
  bars,
  dashboard,
  group,
  line,
  logStream,
  logs,
  queryValue,
  size,
  table,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
  toplist,
  traceStream,
} from "../datadog/definitions";
import { defaultZero, monotonicDiff, ratio, weekBefore } from "../datadog/query";
import * as celery from "../metrics/celery";
import { errors as pipelineErrors, runs, stageDuration } from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spark from "../metrics/spark";
import * as traces from "../metrics/traces";
import { type DashboardSettings, errorLogs, failedSpans } from "./settings";

/** What fails, where, and why. */
export function errors({ monitors = {} }: DashboardSettings = {}) {
  return dashboard({
    title: "Pipeline errors",
    description:
      "Errors of the pipeline and its components: how many, of which kind, in which stage, and the logs and traces of them.",
    widgets: [
      queryValue("Errors", defaultZero(allErrors), { precision: 0, background: "bars" }),
      queryValue("Errors per run", defaultZero(allErrors).dividedBy(runs.sum().asCount()), {
        formats: thresholdFormats(monitors.errorRate),
      }),
      queryValue("Failed runs", defaultZero(failedRuns), { precision: 0, background: "bars" }),
      queryValue("Error logs", logs({ search: errorLogs }), { precision: 0, background: "bars" }),
      group("Where and why", [
        table("Error counts by component", byComponent(), { size: size.full }),
        toplist("Failure reasons", allErrors.by("error_type"), { size: size.half }),
        toplist("Most problematic pipeline stages", allErrors.by("stage"), { size: size.half }),
        table(
          "Stages",
          {
            errors: { value: allErrors.by("stage"), display: "bar" },
            "average seconds": {
              value: stageDuration.avg().by("stage"),
              formats: thresholdFormats(monitors.slowStage),
            },
          },
          { size: size.half },
        ),
        table(
          "Errors by stage and kind",
          {
            errors: { value: allErrors.by("stage", "error_type"), display: "bar" },
          },
          { size: size.half },
        ),
      ]),
      group("When", [
        timeseries("Error trends", [
          bars(allErrors.by("error_type"), { palette: "warm" }),
          line({ "a week ago": weekBefore(allErrors) }, { lineType: "dotted", palette: "gray" }),
        ]),
        timeseries("Errors by stage", bars(allErrors.by("stage"), { palette: "warm" })),
        timeseries("Failed runs in 5 minutes", bars(failedRuns.rollup("sum", 300), { palette: "warm" }), {
          markers: thresholdMarkers(monitors.failure),
        }),
        timeseries("Error logs by component", bars(logs({ search: errorLogs, by: ["service"] }))),
      ]),
      group("Components", components(), { color: "vivid_purple" }),
      group(
        "Logs and traces",
        [logStream("Errors in logs", errorLogs), traceStream("Failed requests, queries and tasks", failedSpans)],
        { color: "gray" },
      ),
    ],
  });
}

const allErrors = pipelineErrors.sum().asCount();
const failedRuns = runs.sum().where({ status: "failed" }).asCount();

/** The pipeline's own errors carry a stage and no component: a component is a service, in its logs and traces. */
function byComponent() {
  return {
    "error logs": { value: logs({ search: errorLogs, by: ["service"] }), display: "bar" },
    "failed requests": traces.webRequests.errors.sum().asCount().by("service"),
    "failed API calls": traces.apiCalls.errors.sum().asCount().by("service"),
    "failed queries": traces.databaseQueries.errors.sum().asCount().by("service"),
    "failed Prefect tasks": traces.prefectTasks.errors.sum().asCount().by("service"),
    "failed Celery tasks": traces.celeryTasks.errors.sum().asCount().by("service"),
  } as const;
}

/** What each of the six reports of its own failures. */
function components() {
  const { hits, errors: failed } = traces.webRequests;
  const celeryEvents = celery.events.sum().where({ type: ["task-failed", "task-retried"] });
  return [
    timeseries(
      "FastAPI: share of failed requests",
      line({ failed: ratio(failed.sum(), hits.sum()).times(100) }, percent),
    ),
    timeseries("FastAPI: failures by endpoint", bars(failed.sum().asCount().by("resource_name"), red)),
    timeseries("PostgreSQL: rollbacks and deadlocks", [
      line({ "rollbacks per second": postgresql.rollbacks.sum() }),
      bars({ deadlocks: postgresql.deadlocks.sum().asCount() }, { ...red, onRightYaxis: true }),
    ]),
    timeseries("Prefect: failed tasks", bars(traces.prefectTasks.errors.sum().asCount().by("resource_name"), red)),
    timeseries("Celery: failed and retried tasks", bars(celeryEvents.asCount().by("task", "type"), red)),
    timeseries("Spark: failed tasks", bars(monotonicDiff(spark.failedTasks.sum().by("app_name").rollup("max")), red)),
    timeseries("RabbitMQ: messages delivered again", bars(rabbitmq.redelivered.sum().asCount().by("queue"), red)),
    toplist("RabbitMQ: queues without consumers", rabbitmq.consumers.sum().by("queue"), {
      size: size.half,
      order: "asc",
      aggregator: "last",
      formats: [{ comparator: "<", value: 1, palette: "white_on_red" }],
    }),
  ];
}

const percent = { unit: "percent" } as const;
const red = { palette: "warm" } as const;
