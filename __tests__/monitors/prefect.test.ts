import { prefect } from "../../monitors/prefect";
import type { StoryLine } from "../../testing";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

/** What the log pipeline makes of the last line of a run. */
const finished = (run: "flow_run" | "task_run", state: string): StoryLine => ({
  at: "5m",
  source: "prefect",
  message: `Finished in state ${state}()`,
  attributes: { prefect: { [run]: "brave-otter", state } },
});

const story = (timeline: string, ...logs: readonly StoryLine[]) => ({
  series: {},
  options: { until: "30m", logs },
  timeline,
});

tellGroup(prefect, {
  cannotConnect: connectionStories("http.can_connect{host:a,instance:prefect}"),
  failures: {
    bad: story(
      `00:06 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  1 Prefect flow runs failed in the last 15 minutes …
       00:21 Alert → OK  0  …`,
      finished("flow_run", "Failed"),
    ),
    threshold: story("", finished("flow_run", "Completed")),
    silence: story(""),
    trap: story("", finished("task_run", "Failed")),
    "runs that crash or time out": story(
      "00:06 OK → Alert  2  …\n00:21 Alert → OK  0  …",
      finished("flow_run", "Crashed"),
      finished("flow_run", "TimedOut"),
    ),
  },
});
