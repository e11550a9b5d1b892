import { AT, type Line, TRACEBACK } from "./table";

/** In the format of docker/fastapi/logging.json. */
const dd = (trace: string, span: string) =>
  `[dd.service=fastapi dd.env=demo dd.version=1.4.2 dd.trace_id=${trace} dd.span_id=${span}]`;
const traced = dd("6b07d4b600000000d17eef8fbf7507bd", "8381507874530420326");
const untraced = dd("0", "0");
const head = "2024-05-12 10:11:12,123";

// uvicorn's own formats: uvicorn/config.py and uvicorn/protocols of versions 0.17 to 0.54.
export const fastapiLines: readonly Line[] = [
  [
    'INFO:     172.18.0.1:53422 - "POST /runs?pipeline_id=orders-42 HTTP/1.1" 202 Accepted',
    {
      "network.client.ip": "172.18.0.1",
      "network.client.port": 53422,
      "http.method": "POST",
      "http.url": "/runs?pipeline_id=orders-42",
      "http.version": "1.1",
      "http.status_code": 202,
      pipeline_id: "orders-42",
      status: "ok",
    },
  ],
  [
    'INFO:     2001:db8::7:40112 - "GET /runs HTTP/1.1" 500 Internal Server Error',
    { "network.client.ip": "2001:db8::7", "http.status_code": 500, status: "error" },
  ],
  [
    'INFO:     10.0.0.9:0 - "GET /a%20b?x=%7B HTTP/2" 304',
    { "http.url": "/a%20b?x=%7B", "http.version": "2", status: "notice" },
  ],
  [
    'INFO:     testclient:50000 - "GET /runs HTTP/1.1" 404 Not Found',
    {
      "network.client.name": "testclient",
      "network.client.port": 50000,
      "network.client.ip": undefined,
      status: "warn",
    },
  ],
  [
    'INFO:     testclient - "DELETE /runs/7 HTTP/1.1" 204 No Content',
    { "network.client.name": "testclient", "http.method": "DELETE", status: "ok" },
  ],
  [
    'INFO:     None:0 - "POST /runs HTTP/1.1" 503 Service Unavailable',
    { "network.client.name": undefined, "http.status_code": 503, status: "error" },
  ],
  ['INFO:      - "GET /health HTTP/1.1" 200 OK', { "http.url": "/health", status: "ok" }],
  [
    'INFO:     172.18.0.1:53423 - "WebSocket /runs/live?pipeline_id=orders-42" [accepted]',
    {
      "http.url": "/runs/live?pipeline_id=orders-42",
      "websocket.event": "accepted",
      pipeline_id: "orders-42",
      status: "info",
    },
  ],
  [
    "INFO:     ('172.18.0.1', 53423) - \"WebSocket /live\" [accepted]",
    { "network.client.ip": "172.18.0.1", "network.client.port": 53423, "websocket.event": "accepted" },
  ],
  [
    'INFO:     172.18.0.1:53423 - "WebSocket /live" 403',
    { "http.url": "/live", "http.status_code": 403, status: "warn" },
  ],
  [
    "INFO:     connection rejected (403 Forbidden)",
    { "websocket.event": "rejected", "http.status_code": 403, status: "warn" },
  ],
  ["INFO:     connection closed", { "websocket.event": "closed", status: "info" }],
  ["WARNING:  Invalid HTTP request received.", { status: "warn", message: "Invalid HTTP request received." }],
  ["ERROR:    Application startup failed. Exiting.", { status: "error", kind: undefined }],
  [
    "ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
    { "error.code": 98, kind: "OSError", status: "error" },
  ],
  [
    `ERROR:    Exception in ASGI application\n${TRACEBACK}`,
    { kind: "ValueError", "error.message": "row 17 has no order_id", "error.stack": TRACEBACK, status: "error" },
  ],
  [
    'ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n  File "a.py", line 1, in f\npsycopg.errors.UniqueViolation: duplicate key value violates unique constraint "runs_pkey"\nDETAIL:  Key (id)=(1) already exists.',
    {
      kind: "psycopg.errors.UniqueViolation",
      "error.message": 'duplicate key value violates unique constraint "runs_pkey"',
    },
  ],
  [
    'ERROR:    Exception in ASGI application\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: \'x\'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 3, in g\nsocket.timeout',
    { kind: "socket.timeout", "error.message": undefined },
  ],
  [
    'ERROR:    Exception in ASGI application\n  + Exception Group Traceback (most recent call last):\n  |   File "/app/main.py", line 42, in accept\n  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | Traceback (most recent call last):\n    |   File "/app/main.py", line 7, in load\n    | app.errors.BadRow: row 17\n    +------------------------------------',
    { kind: "app.errors.BadRow", "error.message": "row 17" },
  ],
  [
    `${head} INFO [app.runs] [runs.py:42] ${traced} - Run accepted pipeline_id=orders-42 stage=ingest records=1250`,
    {
      date: AT,
      "logger.name": "app.runs",
      "logger.file": "runs.py",
      "logger.line": 42,
      pipeline_id: "orders-42",
      stage: "ingest",
      records: 1250,
      service: "fastapi",
      trace: "6b07d4b600000000d17eef8fbf7507bd",
      span: "8381507874530420326",
      message: "Run accepted pipeline_id=orders-42 stage=ingest records=1250",
      status: "info",
    },
  ],
  [
    `${head} INFO [uvicorn.access] [h11_impl.py:477] ${traced} - 172.18.0.1:53422 - "GET /boom HTTP/1.1" 500`,
    { date: AT, trace: "6b07d4b600000000d17eef8fbf7507bd", "http.status_code": 500, status: "error" },
  ],
  [
    `${head} ERROR [app.runs] [runs.py:42] ${untraced} - Stage 'load' failed\n${TRACEBACK}`,
    { trace: undefined, span: undefined, stage: "load", kind: "ValueError", status: "error" },
  ],
  [
    `${head} ERROR [app.db] ${untraced} - Query failed: (psycopg.errors.UniqueViolation) duplicate key`,
    { kind: "psycopg.errors.UniqueViolation" },
  ],
  [`${head} WARNING [app.runs] - Slow answer error_type=timeout`, { kind: "timeout", status: "warn" }],
  [
    "CRITICAL:app.db:sqlalchemy.exc.OperationalError: no connection",
    { "logger.name": "app.db", kind: "sqlalchemy.exc.OperationalError", status: "critical" },
  ],
  [
    "[2024-05-12 10:11:12 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)",
    { date: AT - 123, "process.pid": 7, status: "critical" },
  ],
  ["a line of no known form: records=7", { records: 7, status: undefined }],
];
