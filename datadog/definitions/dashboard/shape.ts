import { type Finding, finding, wordIssues } from "../../findings";
import { dashboardSchema } from "./schema";

/** What the schema finds wrong, in words. */
export function shapeFindings(dashboard: unknown): Finding[] {
  const result = dashboardSchema.safeParse(dashboard);
  const issues = result.error?.issues ?? [];
  return wordIssues(issues, dashboardSchema, dashboard).map(({ path, message }) => {
    const place = path.map((step) => (typeof step === "number" ? step : String(step)));
    const sentence = `${message.replace(/^the file/, "The dashboard")}.`;
    return finding("dashboard-shape", sentence, { path: place });
  });
}
