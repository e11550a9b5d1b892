import type { JsonObject } from "../../json";
import { addToDashboardList } from "../objects/dashboard-lists";
import { createDashboard } from "../objects/dashboards";
import type { Org } from "../org";
import type { Attributes } from "./attributes";
import { jsonIn } from "./json-text";

/** `datadog_dashboard_json`: the text goes out as it is, then the dashboard goes into its lists. */
export function loadDashboardJson(org: Org, attributes: Attributes): JsonObject {
  attributes.text("url");
  attributes.texts("dashboard_lists_removed");
  const lists = attributes.texts("dashboard_lists").map(Number);
  const dashboard = createDashboard(org, jsonIn(attributes, "dashboard"));
  for (const list of lists) {
    // The provider only logs a list that is not there.
    if (org.dashboardLists.has(list)) addToDashboardList(org, list, { dashboards: [{ id: dashboard.id }] });
  }
  return dashboard;
}
