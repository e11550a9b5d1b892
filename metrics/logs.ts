import { count } from "../datadog/query";

/*
 * What Datadog counts from logs; logs/error-metric.ts says of which.
 * https://docs.datadoghq.com/logs/log_configuration/logs_to_metrics/
 */

export const logErrors = count("pipeline.logs.errors", {
  reported: "log",
  description: "Logs of status error or worse, by component (service) and type of error",
  unit: "error",
  tags: ["error_type"],
});
