import {
  bars,
  compared,
  dashboard,
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
import { defaultZero, monotonicDiff, top, weekBefore } from "../datadog/query";
import * as celery from "../metrics/celery";
import { logErrors } from "../metrics/logs";
import { failedRequests, failedTasks } from "../metrics/measures";
import { stageDuration } from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spark from "../metrics/spark";
import * as traces from "../metrics/traces";
import { failuresAtThisTime, inNote, pageOf } from "./links";
import { monitored } from "./monitored";
import { allErrors, errorsPerRun, failedRuns } from "./runs";
import { type DashboardSettings, deployments, errorLogs, failedSpans } from "./settings";
import { failing, percent } from "./styles";
import { topic } from "./topic";
import { narrowing, variables } from "./variables";

/** What fails, where, and why. */
export function errors({ monitors = {}, dashboards = {} }: DashboardSettings = {}) {
  const overview = pageOf("Pipeline overview", dashboards.overview);
  return dashboard({
    title: "Pipeline errors",
    description:
      "Errors of the pipeline and its components: how many, of which kind, in which stage, and the logs and traces of them.",
    variables,
    narrowedBy: narrowing,
    widgets: [
      queryValue("Errors", defaultZero(allErrors), { precision: 0, background: "bars" }),
      queryValue("Errors per run", errorsPerRun, { formats: thresholdFormats(monitors.errorRate) }),
      queryValue("Failed runs", defaultZero(failedRuns), { precision: 0, background: "bars" }),
      queryValue("Error logs", logs({ search: errorLogs }), { precision: 0, background: "bars" }),
      topic(
        "Where and why",
        {
          means:
            "**What fails, and why?** Start with the longest bar: stage and kind of error say which component to look at. One component with " +
            "errors in logs, requests and queries alike is the cause; the others wait for it.\nErrors of one kind in all stages " +
            `point to what they share: PostgreSQL, RabbitMQ or the network. Are they new? See When, and the versions in ${overview.inNote}.`,
          links: failuresAtThisTime,
        },
        whereAndWhy({ monitors }),
      ),
      topic(
        "When",
        {
          means:
            "**When did it begin?** A step up at a line is a deployment: roll it back. A step at no line is a component, or the " +
            "data: compare with Components below. As many as a week ago at the same hour is a schedule, not an incident.\n" +
            "*Failed runs* shows what its monitor compares: the count of a window that slides.",
          links: failuresAtThisTime,
        },
        when({ monitors }),
      ),
      topic(
        "Components",
        {
          means:
            "**Which component fails?** Deadlocks and rollbacks: look for two stages that write the same rows. Redelivered " +
            "messages and retried tasks: a worker dies while it works, often for lack of memory.\nSpark fails a stage when one of its tasks has failed four " +
            "times. A queue without consumers only grows: start its workers.",
          links: failuresAtThisTime,
          color: "vivid_purple",
        },
        components({ monitors }),
      ),
      topic(
        "Logs and traces",
        {
          means:
            "**What do they say?** Click a log for its trace, and a trace for its logs. `@pipeline_id` and `@stage` lead from one " +
            `line to everything of the same run.\nAll of them: ${inNote.errorLogs} and ${inNote.failedTraces} of $env.`,
          color: "gray",
        },
        [logStream("Errors in logs", errorLogs), traceStream("Failed requests, queries and tasks", failedSpans)],
      ),
    ],
  });
}

const loggedErrors = logErrors.sum().asCount();

function whereAndWhy({ monitors = {} }: DashboardSettings) {
  return [
    table("Error counts by component", byComponent(), { size: size.full }),
    toplist("Failure reasons", allErrors.by("error_type"), { size: size.half }),
    toplist("Most problematic pipeline stages", allErrors.by("stage"), { size: size.half }),
    table(
      "Stages",
      {
        errors: { value: allErrors.by("stage"), display: "bar" },
        "average seconds": { value: stageDuration.avg().by("stage"), formats: thresholdFormats(monitors.slowStage) },
        "95th percentile": stageDuration.p95().by("stage"),
      },
      { size: size.half },
    ),
    table(
      "Errors by stage and kind",
      { errors: { value: allErrors.by("stage", "error_type"), display: "bar" } },
      { size: size.half },
    ),
  ];
}

function when({ monitors = {} }: DashboardSettings) {
  return [
    timeseries(
      "Error trends",
      [
        bars(allErrors.by("error_type"), failing),
        line({ "a week ago": weekBefore(allErrors) }, { lineType: "dotted", palette: "gray" }),
      ],
      { events: deployments },
    ),
    timeseries("Errors by stage", bars(allErrors.by("stage"), failing), { events: deployments }),
    timeseries(
      "Failed runs in 5 minutes",
      line({ "failed runs": compared(monitors.failure, defaultZero(failedRuns)) }, failing),
      { markers: thresholdMarkers(monitors.failure), events: deployments },
    ),
    timeseries("Error logs by component", bars(logs({ search: errorLogs, by: ["service"] })), { events: deployments }),
    // The metric of these logs is kept for 15 months, the logs themselves for days.
    timeseries("Error logs by kind, week over week", [
      bars(loggedErrors.by("error_type"), failing),
      line({ "a week ago": weekBefore(loggedErrors) }, { lineType: "dotted", palette: "gray" }),
    ]),
    toplist("Components and kinds of error logs", loggedErrors.by("service", "error_type"), { size: size.half }),
  ];
}

/** The pipeline's own errors carry a stage and no component: a component is a service, in its logs and traces. */
function byComponent() {
  return {
    "error logs": { value: logs({ search: errorLogs, by: ["service"] }), display: "bar" },
    "failed requests": traces.webRequests.errors.sum().asCount().by("service"),
    "failed API calls": traces.apiCalls.errors.sum().asCount().by("service"),
    "failed queries": traces.databaseQueries.errors.sum().asCount().by("service"),
    "failed Prefect runs": traces.prefectRuns.errors.sum().where({ service: "prefect" }).asCount().by("service"),
    "failed Celery tasks": traces.celeryTasks.errors.sum().asCount().by("service"),
  } as const;
}

/** What each of the six reports of its own failures. */
function components({ monitors = {} }: DashboardSettings) {
  const {
    "fastapi.errorShare": requests,
    "celery.failureShare": tasks,
    "rabbitmq.noConsumers": noConsumers,
  } = monitors;
  const celeryEvents = celery.events.sum().where({ type: ["task-failed", "task-retried"] });
  return [
    timeseries("FastAPI: share of failed requests", line(top(compared(requests, failedRequests), 10, "max"), percent), {
      markers: thresholdMarkers(requests),
    }),
    timeseries(
      "FastAPI: failures by endpoint",
      bars(traces.webRequests.errors.sum().asCount().by("resource_name"), failing),
    ),
    timeseries("PostgreSQL: rollbacks and deadlocks", [
      line({ "rollbacks per second": postgresql.rollbacks.sum() }),
      bars({ deadlocks: postgresql.deadlocks.sum().asCount() }, { ...failing, onRightYaxis: true }),
    ]),
    timeseries(
      "Prefect: failed flow and task runs",
      bars(traces.prefectRuns.errors.sum().where({ service: "prefect" }).asCount(), failing),
    ),
    monitored("Celery: share of failed tasks", tasks, failedTasks, { style: percent }),
    timeseries("Celery: failed and retried tasks", bars(celeryEvents.asCount().by("task", "type"), failing)),
    timeseries("Spark: failed tasks and stages", [
      bars({ tasks: monotonicDiff(spark.failedTasks.sum().by("app_name").rollup("max")) }, failing),
      line({ stages: monotonicDiff(spark.failedStages.sum().by("app_name").rollup("max")) }, { onRightYaxis: true }),
    ]),
    timeseries("RabbitMQ: messages delivered again", bars(rabbitmq.redelivered.sum().asCount().by("queue"), failing)),
    timeseries(
      "RabbitMQ: dead letters",
      bars(
        {
          rejected: rabbitmq.rejected.sum().asCount(),
          "delivered too often": rabbitmq.deliveredTooOften.sum().asCount(),
          "queue full": rabbitmq.overflowed.sum().asCount(),
        },
        failing,
      ),
    ),
    toplist("RabbitMQ: queues without consumers", rabbitmq.consumers.sum().by("queue"), {
      size: size.half,
      order: "asc",
      aggregator: "last",
      formats: thresholdFormats(noConsumers),
    }),
  ];
}
