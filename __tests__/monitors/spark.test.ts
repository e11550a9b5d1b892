import { spark } from "../../monitors/spark";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

const failedStages = (values: string) => ({ "spark.job.num_failed_stages{app_name:orders,job_id:1}": values });

/** One line of the driver's log at 00:05. */
const story = (timeline: string, ...messages: readonly string[]) => ({
  series: {},
  options: { until: "30m", logs: messages.map((message) => ({ at: "5m", source: "spark", message })) },
  timeline,
});

tellGroup(spark, {
  cannotConnect: connectionStories("spark.standalone_master.can_connect{host:a,cluster_name:data-pipeline}"),
  executorLost: {
    bad: story(
      `00:06 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  Spark lost 1 executors in the last 15 minutes …
       00:21 Alert → OK  0  …`,
      "Lost executor 1 on 172.18.0.7: Command exited with code 137",
    ),
    threshold: story("", "Executor updated: app-20240512101112-0001/1 is now RUNNING"),
    silence: story(""),
    trap: story("", "Shutting down all executors", "SparkContext is stopping with exitCode 0."),
  },
  failedStages: {
    // Reported in 00:10 to 00:19. Windows end a minute earlier than they are evaluated (evaluation_delay); without reports
    // in ten minutes the application has ended.
    bad: {
      series: failedStages("0x9 1x9 _x20"),
      timeline: `
        00:12 {app_name:orders} OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  The application orders has 1 failed stages. …
        00:31 {app_name:orders} Alert → OK  …
      `,
    },
    threshold: { series: failedStages("1x9"), timeline: "00:02 {app_name:orders} OK → Alert  1  …" },
    silence: { series: failedStages("_x60"), timeline: "" },
    trap: { series: failedStages("0x30"), timeline: "" },
  },
});
