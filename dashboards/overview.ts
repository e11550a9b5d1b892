import {
  bars,
  dashboard,
  group,
  line,
  monitorSummary,
  queryValue,
  serviceMap,
  size,
  tall,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
} from "../datadog/definitions";
import { constant, defaultZero } from "../datadog/query";
import * as celery from "../metrics/celery";
import { errors, runs, sparkExecutors, stageDuration } from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as system from "../metrics/system";
import { prefectTasks, webRequests } from "../metrics/traces";
import type { DashboardSettings } from "./settings";

/** How the pipeline does as a whole: the page to open first. */
export function overview({ monitors = {}, monitorTags = ["service:data-pipeline"] }: DashboardSettings = {}) {
  return dashboard({
    title: "Pipeline overview",
    description: "Runs, stages, errors and resources of the data pipeline, and the state of its six components.",
    widgets: [
      group("Runs", [
        timeseries("Pipeline execution counts", bars(allRuns.by("status"))),
        queryValue("Success rate", successRate, {
          size: size.quarter,
          unit: "percent",
          precision: 1,
          background: "area",
          formats: [
            { comparator: ">=", value: 99, palette: "white_on_green" },
            { comparator: ">=", value: 95, palette: "white_on_yellow" },
            { comparator: "<", value: 95, palette: "white_on_red" },
          ],
        }),
        queryValue("Errors per run", defaultZero(allErrors).dividedBy(allRuns), {
          size: size.quarter,
          formats: thresholdFormats(monitors.errorRate),
        }),
        timeseries("Failed runs in 5 minutes", bars(fiveMinutes(failedRuns), { palette: "warm" }), {
          markers: thresholdMarkers(monitors.failure),
        }),
        monitorSummary("Monitors", [...monitorTags, "env:$env.value"], { size: size.half }),
      ]),
      group("Stages and errors", [
        timeseries("Average execution time per stage", line(stageDuration.avg().by("stage")), {
          markers: thresholdMarkers(monitors.slowStage),
        }),
        timeseries(
          "Error rates and types",
          [
            line({ "errors per run": defaultZero(fiveMinutes(allErrors)).dividedBy(fiveMinutes(allRuns)) }),
            bars(allErrors.by("error_type"), { palette: "warm", onRightYaxis: true }),
          ],
          { markers: thresholdMarkers(monitors.errorRate), yaxis: { label: "errors per run" } },
        ),
      ]),
      group(
        "Resources",
        [
          timeseries(
            "Resource utilization during pipeline runs",
            [
              line({ CPU: cpuInUse, memory: memoryInUse, disk: diskInUse }, { unit: "percent" }),
              bars({ runs: allRuns }, { palette: "gray", onRightYaxis: true }),
            ],
            { size: size.wide, yaxis: { label: "percent", max: 100 } },
          ),
          serviceMap("Services", "fastapi", ["$env"], { size: size.third }),
        ],
        { color: "vivid_purple" },
      ),
      group("Components", components(), { color: "vivid_green" }),
    ],
  });
}

const allRuns = runs.sum().asCount();
const failedRuns = runs.sum().where({ status: "failed" }).asCount();
const allErrors = errors.sum().asCount();

/**
 * The pipeline names no status for success: what has not failed has succeeded. Where nothing ever failed there is no
 * series of failed runs, which is 0 of them.
 */
const successRate = constant(100).times(constant(1).minus(defaultZero(failedRuns).dividedBy(allRuns)));

/** The window of the failure and error rate monitors, so that a bar is what they compare. */
const fiveMinutes = (counted: typeof failedRuns | typeof allErrors) => counted.rollup("sum", 300);

const cpuInUse = constant(100).minus(system.cpuIdle.avg());
const memoryInUse = constant(100).times(
  constant(1).minus(system.memoryUsable.avg().dividedBy(system.memoryTotal.avg())),
);
const diskInUse = system.diskInUse.max().times(100);

/** One number for each of the six. */
function components() {
  return [
    queryValue("FastAPI: requests per second", webRequests.hits.sum().asRate(), { background: "area" }),
    queryValue("PostgreSQL: connections in use", postgresql.connectionsUsed.max().times(100), {
      unit: "percent",
      precision: 0,
      aggregator: "last",
      formats: [
        { comparator: ">", value: 90, palette: "white_on_red" },
        { comparator: ">", value: 75, palette: "white_on_yellow" },
        { comparator: "<=", value: 75, palette: "white_on_green" },
      ],
    }),
    queryValue("Prefect: tasks", prefectTasks.hits.sum().asCount(), { precision: 0, background: "bars" }),
    queryValue("Spark: executors", sparkExecutors.sum(), { precision: 0, aggregator: "last", background: "area" }),
    queryValue("RabbitMQ: messages waiting", rabbitmq.messagesReady.sum(), {
      precision: 0,
      aggregator: "last",
      background: "area",
    }),
    queryValue("Celery: workers online", celery.workersOnline.sum(), { precision: 0, aggregator: "last" }),
  ].map((widget) => ({ ...widget, layout: tall(size.third, 2) }));
}
