import type { Given } from "../kind";

export const dashboardListGiven: Given = {
  fields: ["id", "type", "author", "created", "modified", "dashboards", "dashboard_count", "is_favorite"],
  complete: ({ name }) => ({ name }),
};
