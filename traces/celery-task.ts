import { components } from "../metrics/components";
import { celeryTaskDuration } from "../metrics/spans";
import { spanDurations } from "./span-metric";

/**
 * Tasks that Celery's workers run; `celery.apply`, the sending side, is another span. ddtrace calls the worker's service
 * `celery-worker`; `DD_SERVICE_MAPPING` of `docker/compose.services.yaml` makes it the component's name.
 */
export const celeryTaskSpans = () =>
  spanDurations(celeryTaskDuration, `operation_name:celery.run service:${components.celery.service}`);
