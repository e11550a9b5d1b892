import { bars, compared, line, thresholdMarkers, timeseries } from "../../datadog/definitions";
import { monotonicDiff, ratio, throughput } from "../../datadog/query";
import * as celery from "../../metrics/celery";
import { queueLength, recordsProcessed } from "../../metrics/pipeline";
import * as rabbitmq from "../../metrics/rabbitmq";
import * as spark from "../../metrics/spark";
import { monitored } from "../monitored";
import type { DashboardSettings } from "../settings";
import { counted } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How much work is done, and how much waits. */
export const throughputTopic = (settings: DashboardSettings, { links }: Pages) =>
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
  );

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
    monitored("Wait of Celery tasks at their worker", tasksWait, celery.prefetchSeconds.avg().by("task")),
    timeseries("Spark stages", [
      line({ "records read per second": perSecondOf(spark.inputRecords) }),
      line({ "records written per second": perSecondOf(spark.outputRecords) }),
      line({ "bytes spilled per second": perSecondOf(spark.diskBytesSpilled) }, { onRightYaxis: true }),
    ]),
    timeseries("Spark executors", [
      line({ executors: spark.executors.max().by("app_name").rollup("max") }),
      bars({ "tasks completed": monotonicDiff(spark.completedTasks.sum().by("app_name").rollup("max")) }, counted),
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
      bars({ "messages published": rabbitmq.published.sum().asCount() }, counted),
    ]),
  ];
}
