import {
  createGeneratedMetric,
  deleteGeneratedMetric,
  listGeneratedMetrics,
  readGeneratedMetric,
  type Source,
  updateGeneratedMetric,
} from "../objects/generated-metrics";
import type { Org } from "../org";
import { readData } from "./body";
import { answer, noContent, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/logs-metrics/ */
export const logsMetricRoutes = (org: Org): Routes => routes(org, "logs", "/api/v2/logs/config/metrics");

/** @see https://docs.datadoghq.com/api/latest/spans-metrics/ */
export const spansMetricRoutes = (org: Org): Routes => routes(org, "spans", "/api/v2/apm/config/metrics");

function routes(org: Org, source: Source, path: string): Routes {
  const type = `${source}_metrics`;
  return {
    [path]: {
      get: (context) => answer(context, { data: listGeneratedMetrics(org, source) }),
      post: async (context) => {
        return answer(context, { data: createGeneratedMetric(org, source, await readData(context, type)) });
      },
    },
    [`${path}/:metric_id`]: {
      get: (context) => answer(context, { data: readGeneratedMetric(org, source, param(context, "metric_id")) }),
      patch: async (context) => {
        const data = await readData(context, type);
        return answer(context, { data: updateGeneratedMetric(org, source, param(context, "metric_id"), data) });
      },
      delete: (context) => {
        deleteGeneratedMetric(org, source, param(context, "metric_id"));
        return noContent(context);
      },
    },
  };
}
