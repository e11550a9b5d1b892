import {
  bars,
  change,
  dashboard,
  distributionOf,
  group,
  heatmap,
  line,
  queryValue,
  samplesOf,
  size,
  tall,
  thresholdMarkers,
  timeseries,
  toplist,
} from "../datadog/definitions";
import {
  constant,
  defaultZero,
  forecast,
  monotonicDiff,
  monthBefore,
  ratio,
  throughput,
  weekBefore,
} from "../datadog/query";
import * as celery from "../metrics/celery";
import * as containers from "../metrics/containers";
import {
  databaseQueries,
  duration,
  recordsProcessed,
  runs,
  stageDuration,
  stageProcessTime,
} from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spark from "../metrics/spark";
import * as system from "../metrics/system";
import * as traces from "../metrics/traces";
import type { DashboardSettings } from "./settings";

/** How fast the pipeline is, compared with before, and when it will be too small. */
export function performance({ monitors = {} }: DashboardSettings = {}) {
  return dashboard({
    title: "Pipeline performance",
    description: "Where the pipeline spends its time: stages, database, API, workers; and what it will need next.",
    widgets: [
      group("Stages", [
        timeseries(
          "Stage execution time trends",
          [line(byStage), line(weekBefore(byStage), { lineType: "dotted", lineWidth: "thin", palette: "gray" })],
          { markers: thresholdMarkers(monitors.slowStage) },
        ),
        heatmap("Stage executions by duration", samplesOf(stageDuration.avg())),
        timeseries(
          "Time in the code of each stage",
          line({ average: stageProcessTime.avg().by("stage"), "95th percentile": stageProcessTime.p95().by("stage") }),
        ),
        distributionOf("Runs by duration", samplesOf(duration.avg())),
      ]),
      group("Throughput", [
        timeseries("Processing throughput", [
          bars({ "records per batch": recordsProcessed.avg() }, { palette: "cool" }),
          line(
            { "messages delivered": rabbitmq.delivered.sum().asRate(), "Celery tasks": celery.tasksRun.sum().asRate() },
            { onRightYaxis: true },
          ),
        ]),
        timeseries("Celery tasks", [
          bars({ executing: celery.executingTasks.sum().by("worker") }),
          line({ "seconds per task": celerySecondsPerTask }, { onRightYaxis: true }),
        ]),
        timeseries("Spark stages", [
          line({ "records read per second": throughput(monotonicDiff(spark.inputRecords.sum().rollup("max"))) }),
          line(
            { "bytes spilled per second": throughput(monotonicDiff(spark.diskBytesSpilled.sum().rollup("max"))) },
            { onRightYaxis: true },
          ),
        ]),
        timeseries("Queues", [
          line({ waiting: rabbitmq.messagesReady.sum().by("queue") }),
          line({ unacknowledged: rabbitmq.messagesUnacknowledged.sum().by("queue") }, { lineType: "dashed" }),
        ]),
      ]),
      group("Database", database(), { color: "vivid_purple" }),
      group("API", api(), { color: "vivid_green" }),
      group("History", history(), { color: "gray" }),
      group("Capacity", capacity(), { color: "vivid_orange" }),
    ],
  });
}

const byStage = stageDuration.avg().by("stage");

const celerySecondsPerTask = ratio(celery.runtimeSeconds.sum(), celery.tasksRun.sum());

function database() {
  const { latency, hits } = traces.databaseQueries;
  const cacheHits = constant(100).times(
    postgresql.bufferHits.sum().dividedBy(postgresql.bufferHits.sum().plus(postgresql.diskReads.sum())),
  );
  return [
    timeseries("Database query performance", [
      line({ median: latency.p50(), "95th percentile": latency.p95(), "99th percentile": latency.p99() }),
      bars({ queries: hits.sum().asCount() }, { palette: "gray", onRightYaxis: true }),
    ]),
    timeseries("Queries of the pipeline by type", bars(databaseQueries.sum().asCount().by("query_type"))),
    toplist("Slowest database queries", latency.p95().by("resource_name")),
    timeseries(
      "Rows",
      line({
        read: postgresql.rowsReturned.sum(),
        inserted: postgresql.rowsInserted.sum(),
        updated: postgresql.rowsUpdated.sum(),
      }),
      { size: size.third },
    ),
    timeseries(
      "Connections and waiting queries",
      line({ connections: postgresql.connections.sum(), waiting: postgresql.waitingQueries.sum() }),
      { size: size.third },
    ),
    queryValue("Buffer cache hits", cacheHits, {
      size: tall(size.half, 2),
      unit: "percent",
      precision: 1,
      background: "area",
    }),
    queryValue("Deadlocks", defaultZero(postgresql.deadlocks.sum().asCount()), {
      size: tall(size.half, 2),
      precision: 0,
      background: "bars",
    }),
  ];
}

function api() {
  const { latency, hits } = traces.webRequests;
  return [
    timeseries(
      "API response times",
      line({ median: latency.p50(), "95th percentile": latency.p95(), "99th percentile": latency.p99() }),
    ),
    timeseries("Requests by status", bars(hits.sum().asCount().by("http.status_class"))),
    toplist("Slowest endpoints", latency.p95().by("resource_name"), { size: size.half }),
    timeseries("Calls between services", line({ "95th percentile": traces.apiCalls.latency.p95().by("service") })),
  ];
}

/** Now against a week and four weeks ago: the same weekday each time. */
function history() {
  const allRuns = runs.sum().asCount();
  const executionTime = duration.avg();
  return [
    timeseries("Run duration, week over week", [
      line({ now: executionTime }),
      line({ "a week ago": weekBefore(executionTime), "4 weeks ago": monthBefore(executionTime) }, past),
    ]),
    timeseries("Throughput, week over week", [
      bars({ runs: allRuns }),
      line({ "a week ago": weekBefore(allRuns), "4 weeks ago": monthBefore(allRuns) }, past),
    ]),
    change("Stage duration since last week", byStage, { size: size.half }),
    change("Runs since last week", allRuns.by("status"), { size: size.half, increaseGood: true }),
  ];
}

const past = { lineType: "dotted", palette: "gray" } as const;

/** What runs out first, from how the last week went. */
function capacity() {
  const diskInUse = system.diskInUse.max().times(100);
  const aWeek = { time: "1w" } as const;
  return [
    timeseries("Queue depth forecast", line(forecast(rabbitmq.messages.sum(), "linear", 2)), aWeek),
    timeseries("Disk forecast", line(forecast(diskInUse, "linear", 2), { unit: "percent" }), {
      ...aWeek,
      markers: [{ value: "y = 90", display_type: "error dashed", label: "90 %" }],
    }),
    timeseries("Database size forecast", line(forecast(postgresql.databaseSize.sum(), "linear", 2)), aWeek),
    timeseries("Memory of containers", line(containers.memoryUsage.avg().by("container_name")), aWeek),
  ];
}
