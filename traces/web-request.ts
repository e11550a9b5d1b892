import { components } from "../metrics/components";
import { webRequestDuration } from "../metrics/spans";
import { spanDurations } from "./span-metric";

/** Requests of the UI that FastAPI answers; ddtrace opens the span. */
export const webRequestSpans = () =>
  spanDurations(webRequestDuration, `operation_name:fastapi.request service:${components.fastapi.service}`);
