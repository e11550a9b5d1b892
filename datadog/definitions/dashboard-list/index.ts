import type { DefinitionKind } from "../kind";
import { checkDashboardList } from "./check";
import { dashboardListGiven } from "./given";
import { dashboardListSchema } from "./schema";

export const dashboardListKind: DefinitionKind = {
  name: "dashboard list",
  schema: () => dashboardListSchema,
  check: checkDashboardList,
  recognizes: ({ type }) => type === "manual_dashboard_list",
  nameOf: ({ name }) => String(name),
  given: dashboardListGiven,
};
