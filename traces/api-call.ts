import { apiCallDuration } from "../metrics/spans";
import { spanDurations } from "./span-metric";

/** Calls from one service to another, as the caller sees them: through requests, httpx or aiohttp. */
export const apiCallSpans = () =>
  spanDurations(
    apiCallDuration,
    "operation_name:(requests.request OR http.request OR aiohttp.request) @span.kind:client",
  );
