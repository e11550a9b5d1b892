import { bars, change, line, size, timeseries } from "../../datadog/definitions";
import { monthBefore, weekBefore } from "../../datadog/query";
import { duration, stageDuration } from "../../metrics/pipeline";
import { allRuns } from "../runs";
import { past } from "../styles";
import { topic } from "../topic";

/** Now against a week and four weeks ago: the same weekday each time. */
export const historyTopic = () =>
  topic(
    "History",
    {
      means:
        "**Is it slower than it was?** The same weekday, one and four weeks ago. Slower with more runs or records is growth: see " +
        "Capacity.\nSlower with the same amount is a change: look for a deployment at the step.",
      color: "gray",
    },
    history(),
  );

function history() {
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
    change("Stage duration since last week", stageDuration.avg().by("stage"), { size: size.half }),
    change("Runs since last week", allRuns.by("status"), { size: size.half, increaseGood: true }),
  ];
}
