import { components } from "../metrics/components";
import { prefectTaskDuration } from "../metrics/spans";
import { spanDurations } from "./span-metric";

/**
 * Tasks that Prefect runs. ddtrace knows no Prefect, so the task's code opens the span (the README shows it):
 *
 *     with tracer.trace("prefect.task", service="prefect", resource="load-orders"):
 */
export const prefectTaskSpans = () =>
  spanDurations(prefectTaskDuration, `operation_name:prefect.task service:${components.prefect.service}`);
