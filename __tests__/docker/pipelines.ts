import type { LogPipelineDefinition } from "../../datadog/definitions";
import { logPipelines } from "../../logs";

/** Every pipeline that ships. */
export const shippedPipelines = (): LogPipelineDefinition[] => logPipelines.map(([, make]) => make());
