import { z } from "zod";
import { filled } from "../fields";
import { logFilter, logProcessorSchema } from "./processors";

/** A log pipeline in the shape of Datadog's API: which logs it takes, and what it does to them, in order. */
export const logPipelineSchema = z.strictObject({
  name: filled,
  filter: logFilter,
  /** Datadog leaves a pipeline off that does not say so. @default false */
  is_enabled: z.boolean().optional(),
  processors: z.array(logProcessorSchema).readonly().optional(),
  /** @default none */
  tags: z.array(z.string()).readonly().optional(),
  /** @default none */
  description: z.string().optional(),
});

/** @see https://docs.datadoghq.com/api/latest/logs-pipelines/#create-a-pipeline */
export type LogPipelineDefinition = z.output<typeof logPipelineSchema>;
