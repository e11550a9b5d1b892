import { type JsonObject, objectOf } from "../../json";
import { type Answer, Float } from "../json";
import {
  createRetentionFilter,
  deleteRetentionFilter,
  listRetentionFilters,
  orderRetentionFilters,
  readRetentionFilter,
  updateRetentionFilter,
} from "../objects/retention-filters";
import type { Org } from "../org";
import { readData, readObject } from "./body";
import { answer, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/apm-retention-filters/ */
export function retentionFilterRoutes(org: Org): Routes {
  const [type, id] = ["apm_retention_filter", "filter_id"];
  return {
    "/api/v2/apm/config/retention-filters": {
      get: (context) => answer(context, { data: listRetentionFilters(org).map(shown) }),
      post: async (context) => {
        return answer(context, { data: shown(createRetentionFilter(org, await readData(context, type))) });
      },
    },
    "/api/v2/apm/config/retention-filters/:filter_id": {
      get: (context) => answer(context, { data: shown(readRetentionFilter(org, param(context, id))) }),
      put: async (context) => {
        const data = await readData(context, type);
        return answer(context, { data: shown(updateRetentionFilter(org, param(context, id), data)) });
      },
      delete: (context) => {
        deleteRetentionFilter(org, param(context, id));
        return answer(context, {});
      },
    },
    "/api/v2/apm/config/retention-filters-execution-order": {
      put: async (context) => {
        orderRetentionFilters(org, (await readObject(context)).data);
        return answer(context, {});
      },
    },
  };
}

/** Rates go out with a fraction. */
function shown(filter: JsonObject): Answer {
  const attributes = objectOf(filter.attributes);
  const float = (value: unknown) => (typeof value === "number" ? new Float(value) : undefined);
  const rates = { rate: float(attributes.rate), trace_rate: float(attributes.trace_rate) };
  return { ...filter, attributes: { ...attributes, ...rates } };
}
