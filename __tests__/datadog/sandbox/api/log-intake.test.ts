import { createGeneratedMetric } from "../../../../datadog/sandbox/objects/generated-metrics";
import { createLogsPipeline } from "../../../../datadog/sandbox/objects/logs-pipelines";
import { logPipelines, logsMetrics } from "../../../../logs";
import { Client, keys } from "../client";
import { eventsIn, storedIn } from "../intake/received";

const apiKey = { "DD-API-KEY": keys.apiKey };

/** An org with the pipelines and the metrics that ship. */
function client(): Client {
  const made = new Client();
  for (const [, pipeline] of logPipelines) createLogsPipeline(made.org, pipeline() as never);
  for (const [, metric] of logsMetrics) createGeneratedMetric(made.org, "logs", metric() as never);
  return made;
}

describe("a line of each kind yields the pipeline's four fields", () => {
  // what Python's logging writes in the format of docker/fastapi/logging.json
  const head =
    "2026-01-05 08:29:59,500 ERROR [app.runs] [runs.py:42] [dd.service=api dd.env=demo dd.version=1 dd.trace_id=664094a000000000b8b4a12f3c5d7e90 dd.span_id=1234567890123456789] - ";

  test("as key=value", async () => {
    const { org, send } = bound(client());
    const entry = {
      message: `${head}Stage failed pipeline_id=orders-42 stage=load error_type=timeout records=1250`,
      ddsource: "fastapi",
      ddtags: "env:demo,Team:Data",
      hostname: "worker-1",
      service: "fastapi",
    };
    expect(await send([entry])).toEqual({ status: 202, body: {} });
    expect(eventsIn(org, "logs")).toEqual([
      {
        kind: "logs",
        time: Date.UTC(2026, 0, 5, 8, 29, 59, 500) / 1000,
        message: "Stage failed pipeline_id=orders-42 stage=load error_type=timeout records=1250",
        service: "api",
        source: "fastapi",
        host: "worker-1",
        status: "error",
        tags: ["env:demo", "team:data"],
        attributes: expect.objectContaining({
          pipeline_id: "orders-42",
          stage: "load",
          error_type: "timeout",
          records: 1250,
          trace_id: "664094a000000000b8b4a12f3c5d7e90",
          span_id: "1234567890123456789",
        }),
      },
    ]);
  });

  test("as sentences, and the metric of error logs counts them by service and type", async () => {
    const { org, send } = bound(client());
    const message = `${head}Pipeline 'orders-42': stage 'load' failed after 41 s\nTraceback (most recent call last):\nTimeoutError: no answer`;
    await send([
      { message, ddsource: "fastapi", ddtags: "env:demo" },
      { message, ddsource: "fastapi", ddtags: "env:demo" },
      { message: head.replace("ERROR", "INFO"), ddsource: "fastapi", ddtags: "env:demo" },
    ]);
    expect(eventsIn(org, "logs")[0]!.attributes).toMatchObject({ pipeline_id: "orders-42", stage: "load" });
    expect(storedIn(org, "pipeline.logs.errors")).toEqual([
      {
        tags: ["env:demo", "error_type:timeouterror", "service:api"],
        type: "count",
        points: [[Date.UTC(2026, 0, 5, 8, 29, 50) / 1000, 2]],
      },
    ]);
  });
});

describe("what is sent", () => {
  test("JSON in the message becomes attributes, the reserved ones official", async () => {
    const { org, send } = bound(new Client());
    const inner = {
      level: "WARN",
      timestamp: "2026-01-05T08:29:00.250Z",
      msg: "rejected",
      http: { status_code: 429 },
      dd: { trace_id: "7" },
    };
    await send({ message: JSON.stringify(inner), ddsource: "python", service: "api" });
    expect(eventsIn(org, "logs")).toEqual([
      {
        kind: "logs",
        time: Date.UTC(2026, 0, 5, 8, 29, 0, 250) / 1000,
        message: "rejected",
        service: "api",
        source: "python",
        status: "warn",
        tags: [],
        attributes: expect.objectContaining({ http: { status_code: 429 }, trace_id: "7" }),
      },
    ]);
  });

  test("an agent's entry has its time in milliseconds", async () => {
    const { org, send } = bound(new Client());
    await send([{ message: "hello", status: "info", timestamp: 1767601740250, hostname: "h" }]);
    expect(eventsIn(org, "logs")[0]).toMatchObject({ time: 1767601740.25, status: "info", host: "h" });
  });

  test("a log without an official date has the time at which it came, and status info", async () => {
    const { org, send } = bound(new Client());
    await send({ message: "hello" });
    expect(eventsIn(org, "logs")[0]).toMatchObject({ time: org.now() / 1000, status: "info", message: "hello" });
  });

  test("a log that Datadog would drop for its date is kept, with a warning", async () => {
    const { org, send } = bound(new Client());
    await send({ message: "hello", date: "2026-01-04T08:00:00Z" });
    expect(eventsIn(org, "logs")).toHaveLength(1);
    expect(org.intake.statistics().warnings).toEqual([
      "A log is dated 2026-01-04T08:00:00.000Z: Datadog drops logs that are more than 18 hours old or 2 hours ahead. The sandbox keeps them.",
    ]);
  });

  test("JSON that nests deeper than a hundred levels stays text", async () => {
    const { org, send } = bound(new Client());
    const message = `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    await send({ message });
    expect(eventsIn(org, "logs")[0]!.message).toBe(message);
  });
});

function bound(made: Client) {
  const send = (body: unknown) =>
    made.send("POST", "/api/v2/logs", JSON.stringify(body), { ...apiKey, "Content-Type": "application/json" });
  return { org: made.org, send };
}

test("lines of text are logs each, with what the query says of all of them", async () => {
  const made = new Client();
  const path = "/api/v2/logs?ddsource=nginx&ddtags=env:demo&service=proxy&hostname=h";
  const headers = { ...apiKey, "Content-Type": "text/plain" };
  expect(await made.send("POST", path, "first\nsecond\n", headers)).toEqual({ status: 202, body: {} });
  expect(eventsIn(made.org, "logs")).toEqual(
    ["first", "second"].map((message) =>
      expect.objectContaining({ message, source: "nginx", service: "proxy", host: "h", tags: ["env:demo"] }),
    ),
  );
});
