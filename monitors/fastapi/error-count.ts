import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { webRequests } from "../../metrics/traces";
import { documented } from "../documented";

/**
 * The number of an endpoint's requests that fail, which is a part of `fastapi.errors`.
 * @param settings `critical`: failed requests in the window
 */
export const requestErrorCount = documented(
  {
    enabled: false,
    isPart: true,
    priority: 5,
    levels: { critical: 5 },
    source: { own: "Fewer failures than five in ten minutes are followed up in the morning." },
    meaning: "An endpoint fails repeatedly. Alone, that can be a small share of many requests.",
    steps: [
      "Look at fastapi.errors, which alerts when the share is high, too.",
      "Open the failed traces of the endpoint.",
      "Adjust this threshold to the traffic of the API.",
    ],
    missingData: "default: without requests, the counts are 0.",
    trap: "One failed request at night is fewer than five.",
  },
  ({ critical, ...levels }) => {
    const failed = webRequests.errors.sum().by("resource_name").asCount();
    return metricMonitor({
      name: "FastAPI requests fail: count",
      condition: sum("last_10m", failed).atOrAbove(critical, levels),
      message:
        'Part of the composite monitor fastapi.errors: {{eval "round(value)"}} requests to {{resource_name.name}} failed.',
      requireFullWindow: false, // Errors are sparse.
      onMissingData: "default",
    });
  },
);
