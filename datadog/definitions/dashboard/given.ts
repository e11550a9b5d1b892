import type { JsonObject } from "../../json";
import { declared, type Given } from "../kind";
import type { DashboardDefinition } from "./types";

/** @see https://docs.datadoghq.com/api/latest/dashboards/#get-a-dashboard */
export const dashboardGiven: Given = {
  fields: [
    "id",
    "url",
    "author_handle",
    "author_name",
    "created_at",
    "modified_at",
    "deleted_at",
    "widgets.id",
    "widgets.definition.widgets.id",
  ],
  unordered: ["tags"],
  complete: (definition) => ({
    description: null,
    notify_list: null,
    template_variables: null,
    ...definition,
    // Datadog no longer takes it: https://docs.datadoghq.com/dashboards/guide/is-read-only-deprecation/
    is_read_only: false,
    ...(Array.isArray(definition.notify_list) ? { notify_list: [...definition.notify_list].sort() } : {}),
  }),
};

/**
 * A dashboard as it is declared: without the ids, times and authors that an exported one carries, so that it can be made
 * again elsewhere and does not differ from itself.
 */
export function withoutIds(dashboard: DashboardDefinition): DashboardDefinition {
  return declared(dashboardGiven, dashboard as unknown as JsonObject) as unknown as DashboardDefinition;
}
