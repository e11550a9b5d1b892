import { categorize, grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * FastAPI under uvicorn: uvicorn's access and error logs, and the application's own through Python's `logging` in the
 * format that the README gives. JSON logs need no rule: Datadog reads them, and the remappers below know the names that
 * `python-json-logger` uses.
 */
const lines = grok({
  name: "uvicorn and logging",
  helpers: correlation,
  rules: [
    {
      name: "access",
      pattern: String.raw`%{word:level}:\s+%{ip:network.client.ip}:%{integer:network.client.port} - "%{word:http.method} %{notSpace:http.url} HTTP/%{regex("[\\d.]+"):http.version}" %{integer:http.status_code}(?: .*)?`,
      sample: 'INFO:     172.18.0.1:53422 - "POST /runs?pipeline_id=orders-42 HTTP/1.1" 202 Accepted',
    },
    {
      name: "uvicorn",
      pattern: String.raw`%{word:level}:\s+%{data:msg}`,
      sample: "INFO:     Application startup complete.",
    },
    {
      name: "application",
      pattern: String.raw`%{date("yyyy-MM-dd HH:mm:ss,SSS"):timestamp} %{word:level} \[%{notSpace:logger.name}\] (?:\[%{notSpace:logger.file}:%{integer:logger.line}\] )?(?:%{correlation} )?- %{data:msg}`,
      sample:
        "2024-05-12 10:11:12,123 INFO [app.runs] [runs.py:42] [dd.service=fastapi dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] - Run accepted pipeline_id=orders-42 stage=ingest records=1250",
    },
  ],
});

/** uvicorn logs every request as INFO; what the answer was decides the status. */
const answer = categorize("http.status_category", {
  OK: "@http.status_code:[200 TO 299]",
  notice: "@http.status_code:[300 TO 399]",
  warning: "@http.status_code:[400 TO 499]",
  error: "@http.status_code:[500 TO 599]",
});

export const fastapiLogs = () =>
  logPipeline({
    name: `${components.fastapi.name} (data pipeline)`,
    description: "uvicorn's access and error logs, and the application's own",
    filter: { query: `source:${components.fastapi.source}` },
    processors: [
      lines,
      pythonTraceback,
      pipelineFields,
      {
        type: "url-parser",
        name: "http.url in its parts",
        is_enabled: true,
        sources: ["http.url"],
        target: "http.url_details",
        normalize_ending_slashes: false,
      },
      answer,
      remap("date", "timestamp", "asctime"),
      remap("status", "http.status_category", "level", "levelname"),
      remap("service", "dd.service"),
      remap("message", "msg"),
      remap("trace-id", "dd.trace_id"),
      remap("span-id", "dd.span_id"),
    ],
  });
