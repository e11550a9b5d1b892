import { agent } from "../../monitors/agent";
import { tellGroup } from "./catalog";
import type { Story } from "./stories";

/** One run a minute. */
const runs = (text: string, timeline: string): Story => ({
  series: {},
  options: { checks: { "datadog.agent.up{host:a}": text } },
  timeline,
});

tellGroup(agent, {
  gone: {
    // Runs until 00:09, and again from 00:40: at 00:30, the last one is more than 20 minutes ago.
    bad: runs(
      "OKx9 _x30 OKx5",
      `00:30 {host:a} OK → No Data  @slack-data-pipeline @pagerduty-data-platform  The Datadog Agent on a has stopped reporting. …
       00:41 {host:a} No Data → OK  11  @slack-data-pipeline @pagerduty-data-platform  The Datadog Agent on a reports again.`,
    ),
    threshold: runs("OKx4 CRITICALx3 OKx5", ""), // four failed runs in a row
    silence: runs("_x60", ""),
    trap: runs("OKx9 _x15 OKx9", ""), // 16 minutes without a run
    "an agent that reports that it is not well": runs(
      "OKx4 CRITICALx5 OKx5", // failing in 00:05 to 00:10
      `00:10 {host:a} OK → Alert  5  …
       00:12 {host:a} Alert → OK  1  …`,
    ),
  },
});
