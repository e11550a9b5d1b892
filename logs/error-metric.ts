import { logsMetric } from "../datadog/definitions";
import { anyOf, errorStatus } from "../metrics/components";
import { logErrors } from "../metrics/logs";

/** Error logs of the six components, counted by service and type of error: the error dashboard's "by component". */
export const logErrorMetric = () =>
  logsMetric({
    name: logErrors.name,
    query: `source:${anyOf("source")} status:${errorStatus}`,
    groupBy: { env: "env", service: "service", error_type: "@error.kind" },
  });
