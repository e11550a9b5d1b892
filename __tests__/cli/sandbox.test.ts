import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningSandbox, startSandbox } from "../../cli/sandbox";

let folder: string;
let running: RunningSandbox | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a sandbox; answers what it printed. */
async function start(args: readonly string[], env: Record<string, string> = {}): Promise<string[]> {
  const lines: string[] = [];
  running = await startSandbox(args, env, (line) => lines.push(line));
  return lines;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const monitor = { name: "Queue", type: "metric alert", query: "avg(last_5m):avg:mill.queue{*} > 90", message: "Look." };

test("prints what one pastes into a shell, with the keys of the environment", async () => {
  const lines = await start(["--port", "0", "--statsd-port", "0"], {
    DD_API_KEY: "an-api-key",
    DD_APP_KEY: "an-app-key",
  });
  const url = running?.url;
  expect(lines).toEqual([
    `A Datadog organization is listening on ${url}, DogStatsD on 127.0.0.1:${running?.statsdPort}. For Terraform, API, and StatsD clients:`,
    "",
    [
      `export DD_HOST=${url} DD_API_KEY=an-api-key DD_APP_KEY=an-app-key`,
      `DATADOG_HOST=${url} DATADOG_API_KEY=an-api-key DATADOG_APP_KEY=an-app-key`,
      `DD_AGENT_HOST=127.0.0.1 DD_DOGSTATSD_PORT=${running?.statsdPort} DD_TRACE_AGENT_URL=${url}`,
    ].join(" "),
    "",
    "Its monitors are evaluated every minute. What they change, and new metrics, are shown below.",
    "Everything is kept in memory. Press Ctrl-C to stop.",
  ]);
  const answer = await fetch(`${url}/api/v1/validate`, { headers: { "DD-API-KEY": "an-api-key" } });
  expect(await answer.json()).toEqual({ valid: true });
});

test("begins as if the pipeline had reported, where that is asked for: its metrics have metadata to change", async () => {
  for (const [args, status] of [
    [[], 404],
    [["--reported"], 200],
  ] as const) {
    await running?.stop();
    await start(args, { DD_API_KEY: "an-api-key", DD_APP_KEY: "an-app-key" });
    const answer = await fetch(`${running?.url}/api/v1/metrics/pipeline.runs`, {
      headers: { "DD-API-KEY": "an-api-key", "DD-APPLICATION-KEY": "an-app-key" },
    });
    expect([args, answer.status]).toEqual([args, status]);
  }
});

test("makes up keys where the environment has none", async () => {
  const lines = await start([], { DD_API_KEY: "" });
  expect(lines[2]).toMatch(
    /^export DD_HOST=http:\/\/127\.0\.0\.1:\d+ DD_API_KEY=[0-9a-f]{32} DD_APP_KEY=[0-9a-f]{40} /,
  );
});

test("a sandbox that is started again has other ids: what a state remembers is not somebody else's now", async () => {
  const path = file("cdk.tf.json", JSON.stringify({ resource: { datadog_monitor: { queue: monitor } } }));
  const ids: number[] = [];
  for (let round = 0; round < 3; round++) {
    await start(["--load", path]);
    ids.push(...(running?.org.monitors.keys() ?? []));
    ids.push(running?.org.ids.number("dashboard-list", 100_001) ?? 0);
    await running?.stop();
    running = undefined;
  }
  expect(new Set(ids).size).toBe(6);
  // Digits that every client keeps, in JSON and in a composite monitor's query.
  expect(ids.filter((id) => !Number.isSafeInteger(id) || id < 100_001 || String(id).length > 13)).toEqual([]);
});

test("starts with what Terraform JSON declares, and says what it passed over", async () => {
  const stack = {
    resource: { datadog_monitor: { queue: monitor }, datadog_team: { a: { name: "a" } }, aws_instance: { b: {} } },
  };
  const path = file("cdk.tf.json", JSON.stringify(stack));
  const lines = await start(["--load", path]);
  expect(lines.slice(0, 2)).toEqual([
    `${path}: 1 object loaded, 1 resource of other providers skipped`,
    `${path}: datadog_team.a: the sandbox does not support datadog_team; it was not loaded`,
  ]);
  expect([...(running?.org.monitors.values() ?? [])].map(({ name }) => name)).toEqual(["Queue"]);
});

describe("what it cannot start with is one clear error", () => {
  test.each([
    ["malformed JSON", "{\n\n", /^.*plan\.json: not valid JSON: .+$/],
    [
      "a saved plan",
      "PK\u0003\u0004",
      /^.*plan\.json: a saved plan is binary; use the output of `terraform show -json PLAN` instead$/,
    ],
    ["no Terraform", "[]", /^.*plan\.json: Terraform JSON: expected a configuration \(.*\), a plan or a state \(.*\)$/],
    [
      "a broken monitor",
      JSON.stringify({ resource: { datadog_monitor: { queue: { ...monitor, query: "no" } } } }),
      /^.*plan\.json: datadog_monitor\.queue: 400 from the sandbox: The value provided for parameter 'query' is invalid/,
    ],
  ])("%s", async (_what, text, message) => {
    await expect(start(["--load", file("plan.json", text)])).rejects.toThrow(message);
  });

  test("a file that is not there", async () => {
    await expect(start(["--load", join(folder, "none.json")])).rejects.toThrow(/none\.json: there is no such file$/);
  });

  test("a port that is taken, of the API or of DogStatsD, and nothing stays open", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    await expect(start(["--port", String(port)])).rejects.toThrow(
      `Port ${port} is in use: choose another port with --port, or 0 for any free port.`,
    );
    holder.close();
    await start([]);
    const taken = String(running?.statsdPort);
    const second = startSandbox(["--port", String(port), "--statsd-port", taken], {}, () => undefined);
    await expect(second).rejects.toThrow(`DogStatsD port ${taken} is in use: choose another port with --statsd-port`);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
  });
});

test("as a command it names a wrong port, and ends with 0 when it is told to stop", async () => {
  const command = (...args: string[]) =>
    spawn(process.execPath, ["--require", "./loader/register.cjs", "cli/sandbox.ts", ...args], {
      cwd: join(__dirname, "..", ".."),
    });
  const wrong = command("--port", "80800");
  let errors = "";
  wrong.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const sandbox = command();
  let output = "";
  sandbox.stdout.on("data", (chunk) => {
    output += chunk;
    if (output.includes("Press Ctrl-C to stop.")) sandbox.kill("SIGTERM");
  });
  const [[wrongCode], [code]] = await Promise.all([once(wrong, "close"), once(sandbox, "close")]);
  expect([wrongCode, code]).toEqual([1, 0]);
  expect(errors).toBe(
    "option '--port <number>' argument '80800' is invalid. A port must be a whole number from 0 to 65535; see npm run sandbox -- --help\n",
  );
}, 60_000);

test("a Ctrl-C that npm passes on once more is one Ctrl-C", async () => {
  const sandbox = spawn(process.execPath, ["--require", "./loader/register.cjs", "cli/sandbox.ts"], {
    cwd: join(__dirname, "..", ".."),
  });
  sandbox.stdout.on("data", (chunk: Buffer) => {
    if (!chunk.includes("Press Ctrl-C to stop.")) return;
    sandbox.kill("SIGINT");
    sandbox.kill("SIGINT");
  });
  expect(await once(sandbox, "close")).toEqual([0, null]);
}, 60_000);
