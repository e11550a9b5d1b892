import { z } from "zod";
import { filled } from "../fields";

/**
 * A list of dashboards that people put together by hand; its dashboards are added by requests of their own.
 * @see https://docs.datadoghq.com/api/latest/dashboard-lists/#create-a-dashboard-list
 */
export const dashboardListSchema = z.strictObject({ name: filled });
