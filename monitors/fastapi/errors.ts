import { and, compositeMonitor, type MonitorDefinition } from "../../datadog/definitions";
import { documented, message } from "../documented";
import { requestErrorCount } from "./error-count";
import { requestErrorShare } from "./error-share";

interface Parts {
  readonly "fastapi.errorShare"?: MonitorDefinition;
  readonly "fastapi.errorCount"?: MonitorDefinition;
}

/** Alerts, endpoint by endpoint, when many requests fail, and a large share of them. */
export const requestErrors = documented(
  {
    enabled: false,
    priority: 2,
    source: { own: "Those of errorShare and errorCount: 5% of the requests, and at least five." },
    meaning: "An endpoint of the API fails, and whoever uses it gets errors.",
    steps: [
      "Open the failed traces of the endpoint around the alert, and find the first span that failed.",
      "Check whether a deployment (the version tag) came just before, and roll it back if so.",
      "Check the component that the failed span calls.",
    ],
    missingData: "none: a composite has the states of its parts, which are 0 without requests.",
    trap: "One failed request at night, or five errors among thousands of requests: only one of the parts alerts.",
  },
  (
    _,
    {
      "fastapi.errorShare": share = requestErrorShare(),
      "fastapi.errorCount": count = requestErrorCount(),
    }: Parts = {},
  ) =>
    compositeMonitor({
      name: "FastAPI requests fail",
      condition: and(share, count),
      message: message(
        "Requests to {{resource_name.name}} fail: a large share of them, and more than a few.",
        "Requests to {{resource_name.name}} succeed again.",
      ),
    }),
);
