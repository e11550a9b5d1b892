import {
  BURN_RATES,
  bars,
  burnRateChart,
  burnRateThreshold,
  type ConditionalFormat,
  compared,
  dashboard,
  line,
  monitorSummary,
  note,
  queryValue,
  type SloDefinition,
  serviceMap,
  size,
  sloList,
  tall,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
} from "../datadog/definitions";
import { constant, defaultZero } from "../datadog/query";
import * as celery from "../metrics/celery";
import * as containers from "../metrics/containers";
import { sparkExecutors, stageDuration, stageRunning } from "../metrics/pipeline";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as system from "../metrics/system";
import { prefectRuns, webRequests } from "../metrics/traces";
import { failuresAtThisTime, inNote, logsAndTraces, type Page, pageOf } from "./links";
import { monitored } from "./monitored";
import { allErrors, allRuns, errorsPerRun, failedRuns } from "./runs";
import { type DashboardSettings, deployments } from "./settings";
import { counted, failing, percent } from "./styles";
import { topic } from "./topic";
import { narrowing, variables } from "./variables";

/** How the pipeline does as a whole: the page to open first. */
export function overview(settings: DashboardSettings = {}) {
  const performance = pageOf("Pipeline performance", settings.dashboards?.performance);
  const failures = pageOf("Pipeline errors", settings.dashboards?.errors);
  return dashboard({
    title: "Pipeline overview",
    description: "Runs, stages, errors and resources of the data pipeline, and the state of its six components.",
    variables,
    narrowedBy: narrowing,
    widgets: [
      note(
        `**Read from top to bottom**: do runs succeed, which stage is slow or stuck, what do hosts and components lack? Colors and lines are the thresholds of the monitors.\nThen open ${failures.inNote} or ${performance.inNote}, or the ${inNote.errorLogs}, ${inNote.failedTraces}, ${inNote.logs} and ${inNote.traces} of $env.`,
        { size: tall(size.line, 2), color: "transparent" },
      ),
      runsTopic(settings, failures),
      stagesTopic(settings, [performance, failures]),
      resources(performance),
      components(settings, performance),
    ],
  });
}

/**
 * The pipeline names no status for success: what has not failed has succeeded. Where nothing ever failed there is no
 * series of failed runs, which is 0 of them.
 */
const successRate = constant(100).times(constant(1).minus(defaultZero(failedRuns).dividedBy(allRuns)));

/** Green where the SLO of runs is kept; red where more than five times its error budget is used. */
function successFormats(target = 99): ConditionalFormat[] {
  const low = 100 - 5 * (100 - target);
  return [
    { comparator: ">=", value: target, palette: "white_on_green" },
    { comparator: ">=", value: low, palette: "white_on_yellow" },
    { comparator: "<", value: low, palette: "white_on_red" },
  ];
}

/** The burn rate with the threshold of the fastest alert of the SLO. */
function burnRate(slo: SloDefinition) {
  const timeframe = slo.thresholds[0]!.timeframe;
  const fastest = BURN_RATES[timeframe]?.[0];
  const threshold = fastest && burnRateThreshold(Number.parseInt(timeframe, 10), fastest);
  return burnRateChart("Burn rate of run success", slo, { longHours: fastest?.longHours, threshold, size: size.full });
}

function runsTopic(settings: DashboardSettings, failures: Page) {
  const { monitors = {}, monitorTags = ["service:data-pipeline"], slos = {} } = settings;
  const means =
    `**Do runs succeed?** If they fail, open ${failures.inNote}: the reasons and stages are at its top. If there are none, ` +
    "look at Components below: is Prefect up, does a Celery worker take the tasks?\nLines over the counts are deployments. " +
    "*Failed runs* and *Recent runs* show what their monitors compare: a count over a window that slides.";
  return topic("Runs", { means, links: [...failures.atThisTime, ...failuresAtThisTime] }, [
    timeseries("Pipeline execution counts", bars(allRuns.by("status")), { events: deployments }),
    queryValue("Success rate", successRate, {
      size: size.quarter,
      unit: "percent",
      precision: 1,
      background: "area",
      formats: successFormats(slos.runSuccess?.thresholds[0]?.target),
    }),
    queryValue("Errors per run", errorsPerRun, {
      size: size.quarter,
      formats: thresholdFormats(monitors.errorRate),
    }),
    timeseries(
      "Failed runs in 5 minutes",
      line({ "failed runs": compared(monitors.failure, defaultZero(failedRuns)) }, failing),
      { markers: thresholdMarkers(monitors.failure) },
    ),
    timeseries("Recent runs", line({ runs: compared(monitors.noRuns, defaultZero(allRuns)) }), {
      markers: thresholdMarkers(monitors.noRuns),
    }),
    monitorSummary("Monitors", [...monitorTags, "env:$env.value"], { size: tall(size.half, 4) }),
    sloList("Service level objectives", [...monitorTags, "env:$env.value"], { size: tall(size.half, 4) }),
    ...(slos.runSuccess === undefined ? [] : [burnRate(slos.runSuccess)]),
  ]);
}

function stagesTopic({ monitors = {} }: DashboardSettings, [performance, failures]: readonly [Page, Page]) {
  const means =
    "**Which stage is slow, stuck or failing?** A stage reports its duration when it ends, so a stage that hangs is only in " +
    `*Running stages*: its line keeps rising. If one is slow, compare it with last week in ${performance.inNote}.\n` +
    "If it became slow with a version (*Requests by version*), roll that back first. Choose a stage at the top to see it alone.";
  const links = [...performance.atThisTime, ...failures.atThisTime];
  return topic("Stages and errors", { means, links }, [
    monitored("Average execution time per stage", monitors.slowStage, stageDuration.avg().by("stage"), {
      events: deployments,
    }),
    monitored("Running stages", monitors.stuckStage, stageRunning.max().by("stage"), {
      yaxis: { label: "seconds since the start" },
    }),
    timeseries(
      "Error rates and types",
      [
        line({ "errors per run": compared(monitors.errorRate, errorsPerRun) }),
        bars(allErrors.by("error_type"), { palette: "warm", onRightYaxis: true }),
      ],
      { markers: thresholdMarkers(monitors.errorRate), yaxis: { label: "errors per run" }, events: deployments },
    ),
    timeseries("Requests by version", bars(webRequests.hits.sum().asCount().by("version")), { events: deployments }),
  ]);
}

const cpuInUse = constant(100).minus(system.cpuIdle.avg());
const memoryInUse = constant(100).times(
  constant(1).minus(system.memoryUsable.avg().dividedBy(system.memoryTotal.avg())),
);
const diskInUse = system.diskInUse.max().times(100);

/** Adds nothing, and has no points while no stage runs: nor has what it is added to. */
const whileStagesRun = stageRunning.max().times(0);

function resources(performance: Page) {
  const means =
    "**What do runs cost, and what do they lack?** Above 90 percent of CPU or memory stages get slower before anything fails; " +
    "a full disk stops PostgreSQL and RabbitMQ.\nThe two charts by service only have points while a stage reports " +
    `\`pipeline.stage.running\`. What runs out next is in ${performance.inNote}, under Capacity.`;
  return topic("Resources", { means, links: [...performance.atThisTime, ...logsAndTraces], color: "vivid_purple" }, [
    timeseries(
      "Resource utilization during pipeline runs",
      [line({ CPU: cpuInUse, memory: memoryInUse, disk: diskInUse }, percent), bars({ runs: allRuns }, counted)],
      { size: size.wide, yaxis: { label: "percent", max: 100 } },
    ),
    serviceMap("Services", "fastapi", ["$env"], { size: size.third }),
    timeseries(
      "CPU by service while stages run",
      line(containers.cpuUsage.sum().by("service").plus(whileStagesRun), { unit: "nanocore" }),
    ),
    timeseries(
      "Memory by service while stages run",
      line(containers.memoryUsage.sum().by("service").plus(whileStagesRun), { unit: "byte" }),
    ),
  ]);
}

/** One number for each of the six. */
function components({ monitors = {} }: DashboardSettings, performance: Page) {
  const means =
    "**Is each component there?** No number at all: the agent or the component is down. No executors or workers: tasks wait. " +
    "Messages that wait and grow: workers are too few or stuck; look at Celery's logs.\nConnections in yellow or red: find who " +
    `holds them in ${performance.inNote}, under Saturation, before PostgreSQL refuses new ones.`;
  const numbers = [
    queryValue("FastAPI: requests per second", webRequests.hits.sum().asRate(), { background: "area" }),
    queryValue("PostgreSQL: connections in use", postgresql.connectionsUsed.max().times(100), {
      unit: "percent",
      precision: 0,
      aggregator: "last",
      formats: thresholdFormats(monitors["postgresql.connections"]),
    }),
    queryValue("Prefect: flow and task runs", prefectRuns.hits.sum().where({ service: "prefect" }).asCount(), {
      precision: 0,
      background: "bars",
    }),
    queryValue("Spark: executors", sparkExecutors.sum(), { precision: 0, aggregator: "last", background: "area" }),
    queryValue("RabbitMQ: messages waiting", rabbitmq.messagesReady.sum(), {
      precision: 0,
      aggregator: "last",
      background: "area",
    }),
    queryValue("Celery: workers online", celery.workersOnline.sum(), {
      precision: 0,
      aggregator: "last",
      formats: thresholdFormats(monitors["celery.workersDown"]),
    }),
  ].map((widget) => ({ ...widget, layout: tall(size.third, 2) }));
  return topic("Components", { means, links: logsAndTraces, color: "vivid_green" }, numbers);
}
