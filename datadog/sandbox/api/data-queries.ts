import { type Json, type JsonObject, objectOf } from "../../json";
import { queryMetrics, queryScalars, queryTimeseries, type Range, rangeOf } from "../objects/data-queries";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { readData } from "./body";
import { answer, type Routes } from "./routes";

/** Metrics are kept for 15 months. @see https://docs.datadoghq.com/developers/guide/data-collection-resolution-retention/ */
const RETENTION_MONTHS = 15;

/** Questions about data. @see https://docs.datadoghq.com/api/latest/metrics/ */
export function dataQueryRoutes(org: Org): Routes {
  return {
    "/api/v1/query": {
      get: (context) => {
        const { query = "", from, to } = context.req.query();
        if (query.trim() === "") throw badRequest("The value provided for parameter 'query' is invalid");
        return answer(context, queryMetrics(org, query, rangeOf({ from, to }, 1)));
      },
    },
    "/api/v2/query/timeseries": {
      post: async (context) => {
        const attributes = objectOf((await readData(context, "timeseries_request")).attributes);
        const range = keptRange(org, attributes);
        const found = queryTimeseries(org, attributes, range, intervalOf(attributes.interval));
        return answer(context, { data: { id: "0", type: "timeseries_response", attributes: found } });
      },
    },
    "/api/v2/query/scalar": {
      post: async (context) => {
        const attributes = objectOf((await readData(context, "scalar_request")).attributes);
        const found = queryScalars(org, attributes, keptRange(org, attributes));
        return answer(context, { data: { id: "0", type: "scalar_response", attributes: found } });
      },
    },
  };
}

/** The range of a request of v2, in milliseconds there; one of which nothing is kept any more is refused, as recorded. */
function keptRange(org: Org, attributes: JsonObject): Range {
  const range = rangeOf(attributes, 1000);
  const oldest = new Date(org.now());
  oldest.setUTCMonth(oldest.getUTCMonth() - RETENTION_MONTHS);
  if (range.to * 1000 < oldest.getTime()) throw badRequest("Queries ending outside the retention date are invalid");
  return range;
}

/** Milliseconds as seconds. */
function intervalOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && value > 0) return Math.max(1, Math.round(value / 1000));
  throw badRequest("The value provided for parameter 'interval' is invalid");
}
