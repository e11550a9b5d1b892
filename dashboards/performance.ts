import {
  bars,
  type CustomLink,
  change,
  compared,
  dashboard,
  distributionOf,
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
import {
  databaseQueries,
  duration,
  queueLength,
  recordsProcessed,
  runs,
  stageDuration,
  stageProcessTime,
} from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spans from "../metrics/spans";
import * as spark from "../metrics/spark";
import * as system from "../metrics/system";
import * as traces from "../metrics/traces";
import { logsAndTraces, pageOf } from "./links";
import { saturationOfComponents, saturationOfHosts } from "./saturation";
import { type DashboardSettings, deployments } from "./settings";
import { topic } from "./topic";
import { narrowing, variables } from "./variables";

/** How fast the pipeline is, compared with before, and when it will be too small. */
export function performance(settings: DashboardSettings = {}) {
  const failures = pageOf("Pipeline errors", settings.dashboards?.errors);
  const overview = pageOf("Pipeline overview", settings.dashboards?.overview);
  const links = [...failures.atThisTime, ...logsAndTraces];
  return dashboard({
    title: "Pipeline performance",
    description: "Where the pipeline spends its time: stages, database, API, workers; and what it will need next.",
    variables,
    narrowedBy: narrowing,
    widgets: [
      topic(
        "Stages",
        {
          means:
            "**Which stage takes longer than it did?** Above the dotted line of last week: one stage alone is its own code or data, " +
            "all of them together is what they share; see Database and Saturation.\nThe average hides the few slow executions that " +
            `delay a run: the 99th percentile shows them. Whether runs fail as well is in ${overview.inNote} and ${failures.inNote}.`,
          links,
        },
        stages(settings),
      ),
      topic(
        "Throughput",
        {
          means:
            "**Does the work keep up with what comes in?** Fewer records per second while messages wait: workers are slow or too few. " +
            "Fewer records and nothing waits: less comes in.\nA queue that only grows does not recover by itself: add workers, or stop " +
            "what fills it. Spark that spills to disk wants more memory per executor, or more partitions.",
          links,
        },
        throughputs(settings),
      ),
      topic(
        "Database",
        {
          means:
            "**Is it PostgreSQL?** Slow queries with waiting ones: locks; find who holds them in Database Monitoring. Slow queries " +
            "with few cache hits: memory, or an index that is missing.\nMore queries than usual with the same runs: a loop in the code; " +
            "the list of the slowest queries names it.",
          links,
          color: "vivid_purple",
        },
        database(),
      ),
      topic(
        "API",
        {
          means:
            "**Is it the API?** The median is what users notice, the 99th percentile is where it begins. One slow endpoint: its " +
            "traces say which call it waits for.\nAll of them slow: look at Database and at the CPU of FastAPI's container. 5xx means it " +
            `fails: ${failures.inNote}.`,
          links,
          color: "vivid_green",
        },
        api(settings),
      ),
      ...(settings.spansMetrics ? [acrossServices(links)] : []),
      topic(
        "Saturation",
        {
          means:
            "**Which component is full?** RabbitMQ near its memory or disk limit stops all publishers; PostgreSQL refuses connections " +
            "at 100 percent, and writes when its transaction ids run out.\nIdle in transaction: a program forgot to commit, and its " +
            "locks stay. Find it in pg_stat_activity and end it before you add connections. Lines are the monitors' thresholds.",
          links,
          color: "vivid_orange",
        },
        saturationOfComponents(settings),
      ),
      topic(
        "Hosts and containers",
        {
          means:
            "**Which host or container is full?** The kernel ends a container at its memory limit: it restarts, and its task is " +
            "delivered again. One that is held back by its CPU limit is slow and looks idle.\nA full disk stops databases and queues: " +
            "delete logs and images first. Lines are the monitors' thresholds, and show what the monitors compare.",
          links,
          color: "vivid_orange",
        },
        saturationOfHosts(settings),
      ),
      topic(
        "History",
        {
          means:
            "**Is it slower than it was?** The same weekday, one and four weeks ago. Slower with more runs or records is growth: see " +
            "Capacity.\nSlower with the same amount is a change: look for a deployment at the step.",
          color: "gray",
        },
        history(),
      ),
      topic(
        "Capacity",
        {
          means:
            "**When does it run out?** The last week, drawn on. Before the band meets the line: more disk, fewer rows, more workers.\n" +
            "A forecast knows nothing of what you plan: a new pipeline or a migration comes on top.",
          color: "vivid_orange",
        },
        capacity(settings),
      ),
    ],
  });
}

const byStage = stageDuration.avg().by("stage");
const past = { lineType: "dotted", lineWidth: "thin", palette: "gray" } as const;

function stages({ monitors = {} }: DashboardSettings) {
  const executionTime = compared(monitors.slowStage, byStage);
  return [
    timeseries("Stage execution time trends", [line(executionTime), line(weekBefore(executionTime), past)], {
      markers: thresholdMarkers(monitors.slowStage),
      events: deployments,
    }),
    timeseries(
      "Stage execution time percentiles",
      line({
        "95th percentile": stageDuration.p95().by("stage"),
        "99th percentile": stageDuration.p99().by("stage"),
      }),
      { events: deployments },
    ),
    timeseries(
      "Run duration percentiles",
      line({ median: duration.p50(), "95th percentile": duration.p95(), "99th percentile": duration.p99() }),
      { events: deployments },
    ),
    distributionOf("Runs by duration", samplesOf(duration.avg())),
    heatmap("Stage executions by duration", samplesOf(stageDuration.avg())),
    timeseries(
      "Time in the code of each stage",
      line({ average: stageProcessTime.avg().by("stage"), "95th percentile": stageProcessTime.p95().by("stage") }),
    ),
  ];
}

const celerySecondsPerTask = ratio(celery.runtimeSeconds.sum(), celery.tasksRun.sum());

/** What came to Spark's running totals, per second. */
const perSecondOf = (total: typeof spark.inputRecords | typeof spark.outputRecords | typeof spark.diskBytesSpilled) =>
  throughput(monotonicDiff(total.sum().rollup("max")));

function throughputs({ monitors = {} }: DashboardSettings) {
  const { "celery.tasksWait": tasksWait, "rabbitmq.queueLong": queueLong } = monitors;
  return [
    // The gauge is sent once a batch, and the agent does not repeat it: its points add up to the records of a bucket.
    timeseries("Processing throughput", [
      line({ "records per second": throughput(recordsProcessed.sum().rollup("sum")) }),
      line(
        {
          "messages per second": rabbitmq.delivered.sum().asRate(),
          "tasks per second": celery.tasksRun.sum().asRate(),
        },
        { onRightYaxis: true, lineType: "dashed" },
      ),
    ]),
    timeseries("Records per batch", bars({ "records per batch": recordsProcessed.avg() }, { palette: "cool" })),
    timeseries("Celery tasks", [
      bars({ executing: celery.executingTasks.sum().by("worker") }),
      line({ "seconds per task": celerySecondsPerTask }, { onRightYaxis: true }),
    ]),
    timeseries(
      "Wait of Celery tasks at their worker",
      line(compared(tasksWait, celery.prefetchSeconds.avg().by("task"))),
      { markers: thresholdMarkers(tasksWait) },
    ),
    timeseries("Spark stages", [
      line({ "records read per second": perSecondOf(spark.inputRecords) }),
      line({ "records written per second": perSecondOf(spark.outputRecords) }),
      line({ "bytes spilled per second": perSecondOf(spark.diskBytesSpilled) }, { onRightYaxis: true }),
    ]),
    timeseries("Spark executors", [
      line({ executors: spark.executors.max().by("app_name").rollup("max") }),
      bars(
        { "tasks completed": monotonicDiff(spark.completedTasks.sum().by("app_name").rollup("max")) },
        { palette: "gray", onRightYaxis: true },
      ),
    ]),
    timeseries(
      "Queues",
      [
        line({ waiting: compared(queueLong, rabbitmq.messagesReady.max().by("queue")) }),
        line({ unacknowledged: rabbitmq.messagesUnacknowledged.sum().by("queue") }, { lineType: "dashed" }),
      ],
      { markers: thresholdMarkers(queueLong) },
    ),
    timeseries("Queues as the pipeline counts them", [
      line({ waiting: queueLength.max().by("queue") }),
      bars({ "messages published": rabbitmq.published.sum().asCount() }, { palette: "gray", onRightYaxis: true }),
    ]),
  ];
}

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
    timeseries("Transactions and spilled bytes", [
      line({ "commits per second": postgresql.commits.sum() }),
      line({ "bytes to temporary files": postgresql.temporaryBytes.sum() }, { onRightYaxis: true, lineType: "dashed" }),
    ]),
    timeseries("Locks by mode", bars(postgresql.locks.sum().by("lock_mode"))),
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

function api({ monitors = {} }: DashboardSettings) {
  const { latency, hits } = traces.webRequests;
  return [
    timeseries(
      "API response times",
      line({ median: latency.p50(), "95th percentile": latency.p95(), "99th percentile": latency.p99() }),
      { events: deployments, markers: thresholdMarkers(monitors["fastapi.latency"]) },
    ),
    timeseries("Requests by status", bars(hits.sum().asCount().by("http.status_class")), { events: deployments }),
    toplist("Slowest endpoints", latency.p95().by("resource_name"), { size: size.half }),
    timeseries("Calls between services", [
      line({ "95th percentile": traces.apiCalls.latency.p95().by("service") }),
      bars({ calls: traces.apiCalls.hits.sum().asCount() }, { palette: "gray", onRightYaxis: true }),
    ]),
    timeseries(
      "Prefect: flow and task runs",
      line({ "95th percentile": traces.prefectRuns.latency.p95().where({ service: "prefect" }) }),
    ),
    timeseries("Celery task time", [
      line({ "95th percentile": traces.celeryTasks.latency.p95().by("resource_name") }),
      bars({ tasks: traces.celeryTasks.hits.sum().asCount() }, { palette: "gray", onRightYaxis: true }),
    ]),
  ];
}

/** What a stage waits for, which the metrics of all traces cannot say. */
function acrossServices(links: readonly CustomLink[]) {
  const means =
    "**What does a stage wait for?** The time of its database queries, API calls and tasks. A stage that became slow without any of " +
    "them is busy with its own code.\nThese are custom metrics of the spans that carry a tag `stage` and were not sampled away; " +
    "an environment can turn them off with `traces.spansMetrics`.";
  const p95 = { "95th percentile": spans.databaseQueryDuration.p95().by("stage") };
  return topic("Stages across services", { means, links, color: "vivid_pink" }, [
    timeseries("Database queries by stage", [
      line(p95),
      bars(
        { queries: spans.databaseQueryDuration.count().by("stage").asCount() },
        { palette: "gray", onRightYaxis: true },
      ),
    ]),
    timeseries("API calls by stage", line(spans.apiCallDuration.p95().by("stage"))),
    timeseries("Tasks by stage", [
      line({ Prefect: spans.prefectTaskDuration.p95().by("stage") }),
      line({ Celery: spans.celeryTaskDuration.p95().by("stage") }, { lineType: "dashed" }),
    ]),
    timeseries("Web requests by stage", line(spans.webRequestDuration.p95().by("stage"))),
  ]);
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

/** What runs out first, from how the last week went. */
function capacity({ monitors = {} }: DashboardSettings) {
  const diskInUse = system.diskInUse.max().times(100);
  const aWeek = { time: "1w" } as const;
  return [
    timeseries("Queue depth forecast", line(forecast(rabbitmq.messages.sum(), "linear", 2)), aWeek),
    timeseries("Disk forecast", line(forecast(diskInUse, "linear", 2), { unit: "percent" }), {
      ...aWeek,
      markers: thresholdMarkers(monitors["host.diskForecast"]),
    }),
    timeseries("Database size forecast", line(forecast(postgresql.databaseSize.max(), "linear", 2)), {
      ...aWeek,
      markers: thresholdMarkers(monitors["postgresql.databaseGrowth"]),
    }),
    timeseries("Throughput forecast", line(forecast(runs.sum().asCount(), "linear", 2)), aWeek),
  ];
}
