/**
 * The real FastAPI, Celery and Prefect under ddtrace, with the formats and the environment of `docker/compose.services.yaml`:
 * what they log in a span carries its trace. The tracer's agent is `ddapm-test-agent`; Celery's tasks run without a broker.
 *
 * `PYTHON` names a Python with fastapi, uvicorn, httpx, celery, prefect, ddtrace and ddapm-test-agent:
 *
 *     python3 -m venv .venv && .venv/bin/pip install fastapi uvicorn httpx celery prefect ddtrace ddapm-test-agent
 *     PYTHON=.venv/bin/python npm run test:python
 */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { logPipelines } from "../../logs";
import { attributeOf, runPipeline } from "../logs/run";
import { freePort } from "./free-port";
import { describeWith, pythonWith } from "./requirements";

const root = join(__dirname, "..", "..");
const services = parse(readFileSync(join(root, "docker", "compose.services.yaml"), "utf8"), { merge: true }).services;
const bin = dirname(process.env.PYTHON ?? "");

async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`waited in vain for ${what}`);
}

const MODULES = ["fastapi", "uvicorn", "httpx", "requests", "celery", "prefect", "ddtrace", "ddapm_test_agent"];

/** A span as the test agent shows it. */
interface Span {
  readonly name: string;
  readonly service: string;
  readonly meta: Readonly<Record<string, string>>;
}

describeWith([pythonWith(...MODULES)], "real programs under the tracer", () => {
  let folder: string;
  let agent: string;
  const running: ChildProcess[] = [];

  /** The environment of a service in the overlay, with the tracer's agent that runs here. */
  const environmentOf = (service: string): NodeJS.ProcessEnv => ({
    ...process.env,
    PATH: [bin, process.env.PATH].join(delimiter),
    ...Object.fromEntries(
      Object.entries<unknown>(services[service].environment).map(([name, value]) => [
        name,
        String(value).replace(/\$\{\w+:-([^}]*)\}/g, "$1"),
      ]),
    ),
    DD_TRACE_AGENT_URL: agent,
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
    DD_REMOTE_CONFIGURATION_ENABLED: "false",
  });

  function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    const child = spawn(join(bin, command), args, { cwd: folder, env });
    running.push(child);
    const output = { text: "" };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output.text += data));
    return { child, output };
  }

  const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
  const ended = async (child: ChildProcess) => {
    if (!hasEnded(child)) await new Promise((resolve) => child.once("exit", resolve));
  };

  /** The logs of an output, as the agent joins and the pipeline reads them. */
  function logsOf(service: string, text: string) {
    const [label] = JSON.parse(services[service].labels["com.datadoghq.ad.logs"]);
    const first = new RegExp(`^${label.log_processing_rules[0].pattern}`);
    const logs: string[] = [];
    for (const line of text.split("\n")) {
      if (first.test(line)) logs.push(line);
      else if (logs.length > 0) logs[logs.length - 1] += `\n${line}`;
    }
    const pipeline = logPipelines.find(([name]) => name === service)![1]();
    return logs.map((log) => runPipeline(pipeline, log));
  }

  const find = (logs: readonly Record<string, unknown>[], text: string) => {
    const found = logs.find((log) => String(log["official message"]).includes(text));
    if (!found) throw new Error(`no log says ${text}:\n${logs.map((log) => log.message).join("\n")}`);
    return found;
  };
  const traceOf = (log: Record<string, unknown>) => log["official trace-id"];
  const TRACE = expect.stringMatching(/^[0-9a-f]{32}$/);

  const spans = async () => ((await (await fetch(`${agent}/test/session/traces`)).json()) as Span[][]).flat();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "python-"));
    cpSync(join(__dirname, "python"), folder, { recursive: true });
    const [port, otlpHttp, otlpGrpc] = [await freePort(), await freePort(), await freePort()];
    agent = `http://127.0.0.1:${port}`;
    start(
      "ddapm-test-agent",
      ["--port", `${port}`, "--otlp-http-port", `${otlpHttp}`, "--otlp-grpc-port", `${otlpGrpc}`],
      process.env,
    );
    await eventually("the test agent", async () => ((await fetch(`${agent}/info`)).ok ? true : undefined));
  });

  afterAll(async () => {
    for (const child of running.filter((each) => !hasEnded(each))) {
      child.kill("SIGKILL");
      await ended(child);
    }
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test("FastAPI: the application's logs and uvicorn's access logs carry the request's trace", async () => {
    const port = await freePort();
    const env = { ...environmentOf("fastapi"), UVICORN_LOG_CONFIG: join(root, "docker", "fastapi", "logging.json") };
    const { child, output } = start(
      "ddtrace-run",
      ["uvicorn", "service:app", "--host", "127.0.0.1", "--port", `${port}`],
      env,
    );
    await eventually("uvicorn", async () => ((await fetch(`http://127.0.0.1:${port}/runs`)).ok ? true : undefined));
    await fetch(`http://127.0.0.1:${port}/fails`);
    child.kill();
    await ended(child);

    const logs = logsOf("fastapi", output.text);
    const accepted = find(logs, "Run accepted");
    expect(traceOf(accepted)).toEqual(TRACE);
    expect(accepted).toMatchObject({ pipeline_id: "orders-42", "official service": "fastapi" });
    expect(traceOf(find(logs, '"GET /runs HTTP/1.1"'))).toBe(traceOf(accepted));
    const failed = find(logs, "Stage 'load' failed");
    expect([traceOf(failed), attributeOf(failed, "error_type")]).toEqual([TRACE, "KeyError"]);
    expect(find(logs, '"GET /fails HTTP/1.1"')).toMatchObject({
      "official status": "error",
      "official trace-id": traceOf(failed),
    });
    // The request's span has ended when uvicorn writes this one.
    expect(attributeOf(find(logs, "Exception in ASGI application"), "error_type")).toBe("ValueError");
    // A call through requests has the service that made it, not "requests".
    const calls = (await spans()).filter(({ name }) => name === "requests.request");
    expect(calls.map(({ service }) => service)).toEqual(["fastapi"]);
  });

  test("Celery: what a task logs, and what the worker says of it, carry the task's trace", async () => {
    const [, ...args] = services.celery.command as string[];
    const { child, output } = start(
      "ddtrace-run",
      args.map((arg) => (arg === "app.worker" ? "worker" : arg)).concat("--pool", "solo"),
      {
        ...environmentOf("celery"),
        QUEUE: join(folder, "queue"),
      },
    );
    await eventually("the worker", async () => (output.text.includes(" ready.") ? true : undefined));
    const sender = start("python", ["worker.py"], { ...process.env, QUEUE: join(folder, "queue") });
    await ended(sender.child);
    await eventually("the tasks", async () =>
      output.text.includes("raised unexpected") && output.text.includes("succeeded in") ? true : undefined,
    );
    child.kill();
    await ended(child);

    const logs = logsOf("celery", output.text);
    const said = find(logs, "Stage done");
    expect(said).toMatchObject({
      stage: "load",
      records: 1250,
      "official trace-id": TRACE,
      "official service": "celery",
    });
    expect(traceOf(find(logs, "succeeded in"))).toBe(traceOf(said));
    const failed = find(logs, "raised unexpected");
    expect([traceOf(failed), attributeOf(failed, "error_type")]).toEqual([TRACE, "ValueError"]);
  });

  test("Prefect: flows and tasks are spans without code, and their logs carry them", async () => {
    const { child, output } = start("ddtrace-run", ["python", "flow.py"], {
      ...environmentOf("prefect"),
      PREFECT_HOME: join(folder, "prefect"),
      PREFECT_SERVER_ANALYTICS_ENABLED: "false",
      PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: "120",
    });
    await ended(child);

    const logs = logsOf("prefect", output.text);
    const inTask = find(logs, "Stage done");
    expect(inTask).toMatchObject({ stage: "load", "official trace-id": TRACE, "official service": "prefect" });
    expect(traceOf(find(logs, "Beginning flow run"))).toEqual(TRACE);
    const ends = logs.filter(
      (log) => attributeOf(log, "prefect.state") === "Failed" && attributeOf(log, "prefect.flow_run"),
    );
    expect(ends).toEqual([expect.objectContaining({ "official status": "error", error_type: "ValueError" })]);

    const runs = (await spans()).filter(({ meta }) => meta["prefect.run.type"]);
    expect(new Set(runs.map(({ name, service, meta }) => `${service} ${name} ${meta["prefect.run.type"]}`))).toEqual(
      new Set(["prefect internal flow", "prefect internal task"]),
    );
    // What Prefect's client asks of its own API is told apart by its user agent. The starter of a temporary server has another.
    const agents = (await spans()).map(({ meta }) => meta["http.useragent"] ?? "");
    expect(agents.filter((each) => each.startsWith("prefect/")).length).toBeGreaterThan(0);
  });
});
