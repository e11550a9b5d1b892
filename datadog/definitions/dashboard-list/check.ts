import type { Finding } from "../../findings";
import { shapeFindings } from "../shape";
import { dashboardListSchema } from "./schema";

/** What is wrong with a dashboard list: its name. */
export function checkDashboardList(definition: unknown): readonly Finding[] {
  return shapeFindings(dashboardListSchema, definition, "the dashboard list");
}
