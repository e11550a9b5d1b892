import { bars, line, timeseries } from "../../datadog/definitions";
import * as spans from "../../metrics/spans";
import { counted } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** What a stage waits for, which the metrics of all traces cannot say. */
export function acrossServicesTopic({ links }: Pages) {
  const means =
    "**What does a stage wait for?** The time of its database queries, API calls and tasks. A stage that became slow without any of " +
    "them is busy with its own code.\nThese are custom metrics of the spans that carry a tag `stage` and were not sampled away; " +
    "an environment can turn them off with `traces.spansMetrics`.";
  return topic("Stages across services", { means, links, color: "vivid_pink" }, [
    timeseries("Database queries by stage", [
      line({ "95th percentile": spans.databaseQueryDuration.p95().by("stage") }),
      bars({ queries: spans.databaseQueryDuration.count().by("stage").asCount() }, counted),
    ]),
    timeseries("API calls by stage", line(spans.apiCallDuration.p95().by("stage"))),
    timeseries("Tasks by stage", [
      line({ Prefect: spans.prefectTaskDuration.p95().by("stage") }),
      line({ Celery: spans.celeryTaskDuration.p95().by("stage") }, { lineType: "dashed" }),
    ]),
    timeseries("Web requests by stage", line(spans.webRequestDuration.p95().by("stage"))),
  ]);
}
