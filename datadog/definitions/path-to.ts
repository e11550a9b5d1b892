import type { DashboardDefinition } from "./dashboard/types";
import { linkTo } from "./links";
import type { MonitorDefinition } from "./monitor/schema";
import type { SloDefinition } from "./slo/schema";

/**
 * The path of an object's page, for a link in a note, a message, or a menu: `[Slow stage](${pathTo(slowStage)})`.
 * @param definition a monitor, an SLO, or a dashboard, as `linkTo` takes it
 */
export function pathTo(definition: MonitorDefinition | SloDefinition | DashboardDefinition): string {
  if ("widgets" in definition) return `/dashboard/${linkTo(definition)}`;
  return "thresholds" in definition ? `/slo?slo_id=${linkTo(definition)}` : `/monitors/${linkTo(definition)}`;
}
