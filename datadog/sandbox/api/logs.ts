import {
  createLogsPipeline,
  deleteLogsPipeline,
  listLogsPipelines,
  readLogsPipeline,
  readPipelineOrder,
  setPipelineOrder,
  updateLogsPipeline,
} from "../objects/logs-pipelines";
import type { Org } from "../org";
import { readObject } from "./body";
import { answer, param, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/logs-pipelines/ */
export function logsPipelineRoutes(org: Org): Routes {
  const id = "pipeline_id";
  return {
    "/api/v1/logs/config/pipelines": {
      get: (context) => answer(context, listLogsPipelines(org)),
      post: async (context) => answer(context, createLogsPipeline(org, await readObject(context))),
    },
    "/api/v1/logs/config/pipelines/:pipeline_id": {
      get: (context) => answer(context, readLogsPipeline(org, param(context, id))),
      put: async (context) => {
        const body = await readObject(context);
        return answer(context, updateLogsPipeline(org, param(context, id), body));
      },
      delete: (context) => {
        deleteLogsPipeline(org, param(context, id));
        return answer(context, {});
      },
    },
    "/api/v1/logs/config/pipeline-order": {
      get: (context) => answer(context, readPipelineOrder(org)),
      put: async (context) => answer(context, setPipelineOrder(org, await readObject(context))),
    },
  };
}
