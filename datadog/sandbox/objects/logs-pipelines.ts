import { type JsonObject, stringsOf } from "../../json";
import type { Org } from "../org";
import { invalidPipeline } from "./rules/log-pipeline";
import { answerOf } from "./store";

/** Creates a log pipeline at the end of the order. */
export function createLogsPipeline(org: Org, body: JsonObject): JsonObject {
  const made = org.logsPipelines.create(body, () => {
    const id = org.ids.base64("logs-pipeline");
    return { id, given: { id, type: "pipeline", is_read_only: false } };
  });
  return answerOf(made);
}

/** The pipeline; a missing one is a 400 here, as recorded. */
export function readLogsPipeline(org: Org, id: string): JsonObject {
  return answerOf(org.logsPipelines.read(id));
}

/** Replaces a pipeline; it keeps its place in the order. */
export function updateLogsPipeline(org: Org, id: string, body: JsonObject): JsonObject {
  return answerOf(org.logsPipelines.replace(id, body));
}

export function deleteLogsPipeline(org: Org, id: string): void {
  org.logsPipelines.delete(id);
}

/** The pipelines in the order in which logs go through them. */
export function listLogsPipelines(org: Org): JsonObject[] {
  return org.logsPipelines.values();
}

export function readPipelineOrder(org: Org): JsonObject {
  return { pipeline_ids: [...org.logsPipelines.keys()] };
}

/** Replaces the organization's whole order; refused unless it names every pipeline once. */
export function setPipelineOrder(org: Org, body: JsonObject): JsonObject {
  const ids = stringsOf(body.pipeline_ids);
  const complete = ids.length === org.logsPipelines.size && new Set(ids).size === ids.length;
  if (!complete || !ids.every((id) => org.logsPipelines.has(id))) {
    throw invalidPipeline("The order must name every existing pipeline once", 422);
  }
  org.logsPipelines.reorder(ids);
  return readPipelineOrder(org);
}
