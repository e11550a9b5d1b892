import { categorize, grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { pipelineFields } from "./pipeline-fields";

/**
 * PostgreSQL's stderr log with the `log_line_prefix` that it comes with, `%m [%p] `, and the one of Debian's packages,
 * which adds `%q%u@%d `. With `log_error_verbosity = verbose` an error starts with its SQLSTATE, which becomes
 * `error.kind`.
 *
 * https://www.postgresql.org/docs/current/runtime-config-logging.html
 */
const lines = grok({
  name: "log_line_prefix and message",
  helpers: {
    prefix: String.raw`%{date("yyyy-MM-dd HH:mm:ss.SSS z"):timestamp} \[%{integer:process.pid}\] (?:%{regex("[^@\\s]+"):db.user}@%{notSpace:db.instance} )?%{regex("[A-Z]+[1-5]?"):db.severity}:\s+`,
    sql: "(?:%{word:db.operation})?.*",
  },
  rules: [
    {
      name: "duration",
      pattern: String.raw`%{prefix}duration: %{number:duration:scale(1000000)} ms(?:\s+(?:statement|parse|bind|execute)[^:]*: %{sql:db.statement})?`,
      sample:
        "2024-05-12 10:11:12.123 UTC [57] app@pipeline LOG:  duration: 1532.114 ms  statement: SELECT count(*) FROM runs",
    },
    {
      name: "statement",
      pattern: "%{prefix}(?:statement|execute [^:]*): %{sql:db.statement}",
      sample:
        "2024-05-12 10:11:12.123 UTC [57] app@pipeline LOG:  statement: INSERT INTO runs VALUES (1) /*pipeline_id='orders-42'*/",
    },
    {
      name: "sqlstate",
      pattern: '%{prefix}%{regex("[0-9A-Z]{5}"):error.kind}: %{data:msg}',
      sample:
        '2024-05-12 10:11:12.123 UTC [57] app@pipeline ERROR:  23505: duplicate key value violates unique constraint "runs_pkey"',
    },
    {
      name: "message",
      pattern: "%{prefix}%{data:msg}",
      sample: "2024-05-12 10:11:12.123 UTC [1] LOG:  database system is ready to accept connections",
    },
  ],
});

/** Datadog reads a status by its first letters: CONTEXT would be critical, STATEMENT would be OK, PANIC only info. */
const severity = categorize("level", {
  critical: "@db.severity:(FATAL OR PANIC)",
  error: "@db.severity:ERROR",
  warning: "@db.severity:WARNING",
  notice: "@db.severity:NOTICE",
  debug: "@db.severity:DEBUG*",
  info: "@db.severity:*",
});

export const postgresqlLogs = () =>
  logPipeline({
    name: `${components.postgresql.name} (data pipeline)`,
    description: "The server's log: statements, durations, errors",
    filter: { query: `source:${components.postgresql.source}` },
    processors: [
      lines,
      pipelineFields,
      severity,
      remap("date", "timestamp"),
      remap("status", "level"),
      remap("message", "msg"),
    ],
  });
