import { dashboard } from "../../datadog/definitions";
import { logsAndTraces, pageOf } from "../links";
import type { DashboardSettings } from "../settings";
import { narrowing, variables } from "../variables";
import { acrossServicesTopic } from "./across-services";
import { apiTopic } from "./api";
import { capacityTopic } from "./capacity";
import { databaseTopic } from "./database";
import { historyTopic } from "./history";
import { hostsTopic } from "./hosts";
import type { Pages } from "./pages";
import { componentsTopic } from "./saturation";
import { stagesTopic } from "./stages";
import { throughputTopic } from "./throughput";

/** How fast the pipeline is, compared with before, and when it will be too small. */
export function performance(settings: DashboardSettings = {}) {
  const failures = pageOf("Pipeline errors", settings.dashboards?.errors);
  const overview = pageOf("Pipeline overview", settings.dashboards?.overview);
  const pages: Pages = { links: [...failures.atThisTime, ...logsAndTraces], overview, failures };
  return dashboard({
    title: "Pipeline performance",
    description: "Where the pipeline spends its time: stages, database, API, workers; and what it will need next.",
    variables,
    narrowedBy: narrowing,
    widgets: [
      stagesTopic(settings, pages),
      throughputTopic(settings, pages),
      databaseTopic(pages),
      apiTopic(settings, pages),
      ...(settings.spansMetrics ? [acrossServicesTopic(pages)] : []),
      componentsTopic(settings, pages),
      hostsTopic(settings, pages),
      historyTopic(),
      capacityTopic(settings),
    ],
  });
}
