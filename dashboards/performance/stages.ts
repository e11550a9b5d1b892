import {
  compared,
  distributionOf,
  heatmap,
  line,
  samplesOf,
  thresholdMarkers,
  timeseries,
} from "../../datadog/definitions";
import { weekBefore } from "../../datadog/query";
import { duration, stageDuration, stageProcessTime } from "../../metrics/pipeline";
import { type DashboardSettings, deployments } from "../settings";
import { past } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How long stages and runs take. */
export const stagesTopic = (settings: DashboardSettings, { links, overview, failures }: Pages) =>
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
  );

const byStage = stageDuration.avg().by("stage");

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
