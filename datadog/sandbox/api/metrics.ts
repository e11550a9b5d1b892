import { storedName } from "../objects/metric-names";
import { readMetricMetadata, updateMetricMetadata } from "../objects/metrics";
import {
  createTagConfiguration,
  deleteTagConfiguration,
  readTagConfiguration,
  updateTagConfiguration,
} from "../objects/tag-configurations";
import type { Org } from "../org";
import { notFound } from "../refusal";
import { readData, readObject } from "./body";
import { answer, noContent, numberQuery, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/metrics/ */
export function metricRoutes(org: Org): Routes {
  return {
    "/api/v1/metrics": {
      get: (context) => {
        const from = context.req.query("from") ?? "0";
        return answer(context, {
          metrics: org.metrics.names().filter((name) => isReportedSince(org, name, from)),
          from,
        });
      },
    },
    "/api/v1/metrics/:metric": {
      get: (context) => answer(context, readMetricMetadata(org, param(context, "metric"))),
      put: async (context) => {
        const body = await readObject(context);
        return answer(context, updateMetricMetadata(org, param(context, "metric"), body));
      },
    },
    "/api/v1/search": {
      get: (context) => {
        const text = (context.req.query("q") ?? "").replace(/^metrics:/, "");
        return answer(context, { results: { metrics: org.metrics.names().filter((name) => name.includes(text)) } });
      },
    },
    "/api/v2/metrics": {
      get: (context) => {
        const all = org.metrics.names().map((id) => ({ type: "metrics", id }));
        return answer(context, { data: all.slice(0, numberQuery(context, "page[size]")) });
      },
    },
    "/api/v2/metrics/:metric/tags": {
      get: (context) => answer(context, { data: readTagConfiguration(org, param(context, "metric")) }),
      post: async (context) => {
        const data = await readData(context, "manage_tags");
        return answer(context, { data: createTagConfiguration(org, param(context, "metric"), data) }, 201);
      },
      patch: async (context) => {
        const data = await readData(context, "manage_tags");
        return answer(context, { data: updateTagConfiguration(org, param(context, "metric"), data) });
      },
      delete: (context) => {
        deleteTagConfiguration(org, param(context, "metric"));
        return noContent(context);
      },
    },
    "/api/v2/metrics/:metric/all-tags": {
      get: (context) => {
        const metric = known(org, param(context, "metric"));
        return answer(context, { data: { type: "metrics", id: metric.name, attributes: { tags: metric.tags } } });
      },
    },
    "/api/v2/metrics/:metric/active-configurations": {
      get: (context) => {
        const { name } = known(org, param(context, "metric"));
        const attributes = { active_tags: [], active_aggregations: [] };
        return answer(context, { data: { type: "actively_queried_configurations", id: name, attributes } });
      },
    },
  };
}

/** Whether a metric has points from a time on, in UNIX seconds; since 1970 any has that is known. */
function isReportedSince(org: Org, name: string, from: string): boolean {
  if (!(Number(from) > 0)) return true;
  return org.series.series(name).some((series) => {
    const times = series.samples?.times() ?? series.points().times;
    return (times.at(-1) ?? 0) >= Number(from);
  });
}

function known(org: Org, name: string) {
  const metric = org.metrics.get(storedName(name));
  if (metric === undefined) throw notFound(`${name} not found`);
  return metric;
}
