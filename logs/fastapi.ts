import { categorize, grok, logPipeline, remap } from "../datadog/definitions";
import { components } from "../metrics/components";
import { correlation } from "./correlation";
import { errorTypes } from "./error-type";
import { pipelineFields } from "./pipeline-fields";
import { pythonTraceback } from "./python-traceback";

/**
 * How a line of FastAPI starts: in the format of `docker/fastapi/logging.json`, which the README gives; in those that
 * uvicorn, Python's `basicConfig` and gunicorn have without it. JSON logs need no rule: Datadog reads them, and the
 * remappers below know the names that `python-json-logger` uses.
 */
const heads = grok({
  name: "Head",
  helpers: { ...correlation, python_level: '%{regex("TRACE|DEBUG|INFO|WARNING|ERROR|CRITICAL"):level}' },
  rules: [
    {
      name: "application",
      pattern: String.raw`%{date("yyyy-MM-dd HH:mm:ss,SSS"):timestamp} %{word:level} \[%{notSpace:logger.name}\] (?:\[%{notSpace:logger.file}:%{integer:logger.line}\] )?(?:%{correlation} )?- %{data:msg}`,
      sample:
        "2024-05-12 10:11:12,123 INFO [app.runs] [runs.py:42] [dd.service=fastapi dd.env=demo dd.version=1.4.2 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] - Run accepted pipeline_id=orders-42 stage=ingest records=1250",
    },
    {
      name: "uvicorn",
      pattern: String.raw`%{python_level}:\s+%{data:msg}`,
      sample: 'INFO:     172.18.0.1:53422 - "POST /runs?pipeline_id=orders-42 HTTP/1.1" 202 Accepted',
    },
    {
      name: "basic_config",
      pattern: String.raw`%{python_level}:%{regex("[\\w.-]+"):logger.name}:%{data:msg}`,
      sample: "WARNING:app.runs:Run rejected pipeline_id=orders-42",
    },
    {
      name: "gunicorn",
      pattern: String.raw`\[%{date("yyyy-MM-dd HH:mm:ss Z"):timestamp}\] \[%{integer:process.pid}\] \[%{word:level}\] %{data:msg}`,
      sample: "[2024-05-12 10:11:12 +0000] [7] [INFO] Booting worker with pid: 8",
    },
  ],
});

/** uvicorn writes an empty peer for a Unix socket, `None:0` for one that it does not know. */
const requests = grok({
  name: "Requests and WebSockets",
  source: "msg",
  helpers: {
    port: "%{integer:network.client.port}",
    name: String.raw`%{regex("[^\\s\":()']+"):network.client.name}`,
    // Old versions write the peer of a WebSocket as Python writes a tuple: ('172.18.0.1', 53422).
    address: String.raw`(?:%{ip:network.client.ip}:%{port}|\('%{ip:network.client.ip}', %{port}\)|None(?::\d+)?|%{name}(?::%{port})?)`,
    peer: "(?:%{address} )?-",
  },
  rules: [
    {
      name: "access",
      pattern: String.raw`%{peer} "%{word:http.method} %{notSpace:http.url} HTTP/%{regex("[\\d.]+"):http.version}" %{integer:http.status_code}(?: .*)?`,
      sample: '172.18.0.1:53422 - "POST /runs?pipeline_id=orders-42 HTTP/1.1" 202 Accepted',
    },
    {
      name: "websocket",
      pattern: String.raw`%{peer} "WebSocket %{notSpace:http.url}" (?:\[%{word:websocket.event}\]|%{integer:http.status_code}(?: .*)?)`,
      sample: '172.18.0.1:53423 - "WebSocket /runs/live" [accepted]',
    },
    {
      name: "websocket_connection",
      pattern: String.raw`connection %{regex("open|closed|rejected"):websocket.event}(?: \(%{integer:http.status_code} [^)]*\))?`,
      sample: "connection rejected (403 Forbidden)",
    },
  ],
});

/** uvicorn logs every request as INFO; what the answer was decides the status. */
const answer = categorize("http.status_category", {
  info: "@http.status_code:[100 TO 199]",
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
      heads,
      requests,
      pythonTraceback,
      pipelineFields,
      ...errorTypes(),
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
