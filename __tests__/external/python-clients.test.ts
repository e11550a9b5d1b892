/**
 * Python's clients as they are, against the sandbox: `datadog` over DogStatsD and the API, `ddtrace` with its telemetry and
 * remote configuration on, the snippets of the pipeline's documentation word for word, and a FastAPI service that
 * `ddtrace-run` instruments.
 *
 * `PYTHON` names a Python with them:
 *
 *     python3 -m venv .venv && .venv/bin/pip install datadog ddtrace fastapi uvicorn requests
 *     PYTHON=.venv/bin/python npm run test:python
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { serveOrg } from "../../datadog/sandbox/api/server";
import { type RunningIntake, startIntake } from "../../datadog/sandbox/intake";
import { Org } from "../../datadog/sandbox/org";
import { eventsIn, runsIn, samplesIn, storedIn } from "../datadog/sandbox/intake/received";
import { freePort } from "./free-port";
import { describeWith, pythonWith } from "./requirements";

const document = join(__dirname, "..", "..", "..", "shared", "reference", "datadog-integration.md");
const bin = dirname(process.env.PYTHON ?? "");

/** The snippets of "Implementation Details", as the document has them. */
const SNIPPETS = {
  tracing: `from ddtrace import tracer

@tracer.wrap()
def my_function():
    # Function code here
`,
  logging: `import logging
from ddtrace import tracer

logger = logging.getLogger(__name__)

def process_data():
    # The current span ID will be automatically included in logs
    logger.info("Processing data batch")
`,
  metrics: `from datadog import statsd

# Increment counter when pipeline runs
statsd.increment('pipeline.runs')

# Timing pipeline stages
with statsd.timed('pipeline.stage.process_time', tags=['stage:spark']):
    # Stage processing code
    process_data_with_spark()

# Gauge for records processed
statsd.gauge('pipeline.records_processed', len(records))
`,
} as const;

/** The tags that the clients take from their environment. */
const OWN = ["env:demo", "service:orders", "version:1.4.2"];

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

describeWith([pythonWith("datadog", "ddtrace", "fastapi", "uvicorn", "requests")], "Python's clients", () => {
  let folder: string;
  let org: Org;
  let intake: RunningIntake;
  let api: Awaited<ReturnType<typeof serveOrg>>;
  let said: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "clients-"));
    org = new Org();
    said = [];
    intake = await startIntake(org);
    api = await serveOrg(org, { log: (message) => said.push(message) });
  });

  afterEach(async () => {
    await Promise.all([api.stop(), intake.stop()]);
    rmSync(folder, { recursive: true, force: true });
    // nothing was asked that the sandbox does not serve, and nothing could not be read
    expect(said).toEqual([]);
    expect(org.intake.statistics()).toMatchObject({ http: { refused: 0 }, badInputs: [] });
  });

  /** What points a service to an agent, and nothing else of ours. */
  const environment = (): NodeJS.ProcessEnv => ({
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: folder,
    DD_AGENT_HOST: "127.0.0.1",
    DD_DOGSTATSD_PORT: String(intake.port),
    DD_TRACE_AGENT_URL: api.url,
    DD_SERVICE: "orders",
    DD_ENV: "demo",
    DD_VERSION: "1.4.2",
  });

  function start(command: string, ...args: string[]) {
    const child: ChildProcess = spawn(join(bin, command), args, { cwd: folder, env: environment() });
    const output = { text: "" };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output.text += data));
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { child, output, ended };
  }

  /** Runs a program to its end; its output. */
  async function run(text: string, command = "python", ...args: string[]): Promise<string> {
    writeFileSync(join(folder, "program.py"), text);
    const { output, ended } = start(command, ...args, "program.py");
    const status = await ended;
    if (status !== 0) throw new Error(output.text);
    return output.text;
  }

  test("the snippets are those of the document", () => {
    if (!existsSync(document)) {
      process.stderr.write("skipped: the document is not beside the project\n");
      return;
    }
    const text = readFileSync(document, "utf8");
    for (const snippet of Object.values(SNIPPETS)) expect(text).toContain(snippet);
  });

  test("the document's metrics arrive", async () => {
    await run(`records = [1, 2, 3]\ndef process_data_with_spark(): pass\n${SNIPPETS.metrics}statsd.flush()\n`);
    await until("the gauge", () => org.metrics.has("pipeline.records_processed"));
    expect(storedIn(org, "pipeline.runs")).toMatchObject([
      { tags: OWN, type: "rate", points: [[expect.any(Number), 1]] },
    ]);
    expect(storedIn(org, "pipeline.records_processed")).toMatchObject([{ points: [[expect.any(Number), 3]] }]);
    expect(storedIn(org, "pipeline.stage.process_time.count")).toMatchObject([
      { tags: [...OWN, "stage:spark"].sort(), type: "rate", points: [[expect.any(Number), 1]] },
    ]);
  });

  test("the document's function is a span, and its log line carries the trace", async () => {
    const format =
      "%(asctime)s %(levelname)s [%(name)s] [%(filename)s:%(lineno)d] [dd.service=%(dd.service)s dd.env=%(dd.env)s dd.version=%(dd.version)s dd.trace_id=%(dd.trace_id)s dd.span_id=%(dd.span_id)s] - %(message)s";
    const output = await run(
      `${SNIPPETS.tracing}    process_data()\n\n${SNIPPETS.logging}\nlogging.basicConfig(format=${JSON.stringify(format)}, level=logging.INFO)\nmy_function()\n`,
      "ddtrace-run",
      "python",
    );
    await until("the span", () => eventsIn(org, "trace-analytics").length > 0);
    const [span] = eventsIn(org, "trace-analytics");
    expect(span).toMatchObject({ service: "orders", status: "ok", tags: ["env:demo", "version:1.4.2"] });
    expect(span!.attributes!.operation_name).toMatch(/my_function$/);
    const line = output.split("\n").find((text) => text.includes("Processing data batch"))!;
    const trace = /dd\.trace_id=([0-9a-f]+) dd\.span_id=(\d+)/.exec(line)!;
    expect(trace[2]).toBe(span!.attributes!.span_id);
    // the log has the trace's id in 128 bits, the span its lower half
    expect(BigInt.asUintN(64, BigInt(`0x${trace[1]}`)).toString()).toBe(span!.attributes!.trace_id);
  });

  test("every kind of datadog-py arrives, over DogStatsD and over the API", async () => {
    const at = Math.floor(Date.now() / 1000) - 60;
    await run(`
from datadog import api, initialize, statsd
initialize(api_key="${api.keys.apiKey}", app_key="${api.keys.appKey}", api_host="${api.url}")
tags = ["env:prod", "stage:a|b"]
statsd.increment("page.views", 2, tags=tags)
statsd.decrement("page.views", 1, tags=tags)
statsd.gauge("fuel", -4, tags=tags)
statsd.gauge_with_timestamp("fuel.timed", 42, ${at}, tags=tags)
statsd.count_with_timestamp("page.timed", 5, ${at}, tags=tags)
statsd.histogram("upload.size", 1445, tags=tags)
statsd.distribution("latency", 12.25, tags=tags)
statsd.timing("query.time", 1234, tags=tags)
statsd.set("users", "u-42", tags=tags)
statsd.event("Déploiement", "line1\\nline2 é 🚀", alert_type="warning", hostname="h1", date_happened=${at}, tags=["env:prod"])
statsd.service_check("svc.up", 2, hostname="h1", timestamp=${at}, message="all | down\\nm:now", tags=["env:prod"])
statsd.flush()
import time
assert api.Metric.send(metric="api.gauge", points=[(time.time(), 7)], type="gauge", host="h1", tags=["env:prod"])["status"] == "ok"
assert api.Distribution.send(distributions=[{"metric": "api.spread", "points": [(time.time(), [1, 2, 3])]}])["status"] == "ok"
assert api.ServiceCheck.check(check="api.up", host_name="h1", status=0)["status"] == "ok"
`);
    const kept = [...OWN, "env:prod", "stage:a_b"].sort();
    await until("the check", () => runsIn(org, "svc.up").length > 0);
    const point = [[expect.any(Number), expect.any(Number)]];
    expect(storedIn(org, "page.views")).toMatchObject([{ tags: kept, points: [[expect.any(Number), 1]] }]);
    expect(storedIn(org, "fuel")).toMatchObject([{ tags: kept, points: [[expect.any(Number), -4]] }]);
    expect(storedIn(org, "fuel.timed")).toEqual([{ tags: kept, type: "gauge", points: [[at, 42]] }]);
    expect(storedIn(org, "page.timed")).toEqual([{ tags: kept, type: "rate", points: [[at, 0.5]] }]);
    expect(storedIn(org, "upload.size.max")).toMatchObject([{ tags: kept, points: point }]);
    expect(samplesIn(org, "latency")).toMatchObject([{ tags: kept, count: 1, sum: 12.25 }]);
    expect(storedIn(org, "query.time.avg")).toMatchObject([{ points: [[expect.any(Number), 1234]] }]);
    expect(storedIn(org, "users")).toMatchObject([{ tags: kept, points: [[expect.any(Number), 1]] }]);
    expect(eventsIn(org)).toMatchObject([
      { title: "Déploiement", message: "line1\nline2 é 🚀", status: "warning", host: "h1", time: at },
    ]);
    expect(runsIn(org, "svc.up")).toEqual([
      {
        check: "svc.up",
        status: "CRITICAL",
        time: at,
        tags: ["env:prod", ...OWN, "host:h1"],
        message: "all | down\nm:now",
      },
    ]);
    expect(storedIn(org, "api.gauge")).toMatchObject([
      { tags: ["env:prod", "host:h1"], points: [[expect.any(Number), 7]] },
    ]);
    expect(samplesIn(org, "api.spread")).toMatchObject([{ count: 3, sum: 6 }]);
    expect(runsIn(org, "api.up")).toMatchObject([{ status: "OK", tags: ["host:h1"] }]);
  });

  test("a FastAPI service that ddtrace-run instruments: spans, and the metrics of its requests", async () => {
    writeFileSync(
      join(folder, "service.py"),
      "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/runs/{run}')\ndef run(run: int): return {}\n@app.get('/fails')\ndef fails(): raise ValueError('row 17 has no order_id')\n",
    );
    const port = await freePort();
    const { child, ended } = start(
      "ddtrace-run",
      "uvicorn",
      "service:app",
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
    );
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status);
    await until("uvicorn", async () => (await ask("/runs/1").catch(() => 0)) === 200);
    expect(await ask("/runs/2")).toBe(200);
    expect(await ask("/fails")).toBe(500);
    child.kill();
    await ended;
    await until("the spans", () => storedIn(org, "trace.fastapi.request.hits").length >= 2);
    const hits = storedIn(org, "trace.fastapi.request.hits").map(({ tags, points }) => ({
      resource: tags.find((tag) => tag.startsWith("resource_name:")),
      code: tags.find((tag) => tag.startsWith("http.status_code:")),
      hits: points.reduce((sum, [, value]) => sum + value, 0),
    }));
    expect(hits).toEqual([
      { resource: expect.stringMatching(/^resource_name:get_\/runs\/_run/), code: "http.status_code:200", hits: 2 },
      { resource: "resource_name:get_/fails", code: "http.status_code:500", hits: 1 },
    ]);
    const failed = eventsIn(org, "trace-analytics").find(({ status }) => status === "error")!;
    expect(failed).toMatchObject({
      service: "orders",
      attributes: { "error.type": expect.stringContaining("ValueError") },
    });
  });
});
