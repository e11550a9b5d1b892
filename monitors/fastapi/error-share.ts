import { metricMonitor } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { failedRequests } from "../../metrics/measures";
import { documented } from "../documented";

/**
 * The share of an endpoint's requests that fail, which is a part of `fastapi.errors`.
 * @param settings `critical`: percent of the requests
 */
export const requestErrorShare = documented(
  {
    enabled: false,
    isPart: true,
    priority: 5,
    levels: { critical: 5 },
    source: { own: "Five times what a target of 99% allows." },
    meaning: "More than a few requests to an endpoint fail. Alone, that can be one request at night.",
    steps: [
      "Look at fastapi.errors, which alerts when there are many errors, too.",
      "Open the failed traces of the endpoint.",
      "Adjust this threshold when the endpoint fails by design.",
    ],
    missingData: "default: without requests, the counts are 0.",
    trap: "A few errors among thousands of requests are a small share.",
  },
  ({ critical, ...levels }) =>
    metricMonitor({
      name: "FastAPI requests fail: share",
      condition: sum("last_10m", failedRequests).above(critical, levels),
      message:
        'Part of the composite monitor fastapi.errors: {{eval "round(value, 1)"}}% of the requests to {{resource_name.name}} fail.',
      requireFullWindow: false, // Errors are sparse.
      onMissingData: "default",
    }),
);
