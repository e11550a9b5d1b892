import { line, thresholdMarkers, timeseries } from "../../datadog/definitions";
import { forecast } from "../../datadog/query";
import * as postgresql from "../../metrics/postgresql";
import * as rabbitmq from "../../metrics/rabbitmq";
import * as system from "../../metrics/system";
import { allRuns } from "../runs";
import type { DashboardSettings } from "../settings";
import { percent } from "../styles";
import { topic } from "../topic";

/** What runs out first, from how the last week went. */
export const capacityTopic = (settings: DashboardSettings) =>
  topic(
    "Capacity",
    {
      means:
        "**When does it run out?** The last week, drawn on. Before the band meets the line: more disk, fewer rows, more workers.\n" +
        "A forecast knows nothing of what you plan: a new pipeline or a migration comes on top.",
      color: "vivid_orange",
    },
    capacity(settings),
  );

function capacity({ monitors = {} }: DashboardSettings) {
  const diskInUse = system.diskInUse.max().times(100);
  const aWeek = { time: "1w" } as const;
  return [
    timeseries("Queue depth forecast", line(forecast(rabbitmq.messages.sum(), "linear", 2)), aWeek),
    timeseries("Disk forecast", line(forecast(diskInUse, "linear", 2), percent), {
      ...aWeek,
      markers: thresholdMarkers(monitors["host.diskForecast"]),
    }),
    timeseries("Database size forecast", line(forecast(postgresql.databaseSize.max(), "linear", 2)), {
      ...aWeek,
      markers: thresholdMarkers(monitors["postgresql.databaseGrowth"]),
    }),
    timeseries("Throughput forecast", line(forecast(allRuns, "linear", 2)), aWeek),
  ];
}
