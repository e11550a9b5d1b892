import { createApi } from "../../../datadog/sandbox/api/server";
import { Org } from "../../../datadog/sandbox/org";
import { dockerOf } from "../../../ops/doctor/docker";
import { doctor } from "../../../ops/doctor/doctor";
import { type FakeContainer, fakeDocker } from "./fake-docker";

const KEYS = { apiKey: "api-key-of-the-test", appKey: "app-key-of-the-test" };
const ENV = { DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey };

/** In the layout of https://docs.datadoghq.com/agent/configuration/agent-status-page/, shortened. */
const STATUS = `
===============
Agent (v7.60.0)
===============
  Status date: 2026-11-26 11:00:00 UTC

=========
Collector
=========
  Running Checks
  ==============
    cpu
    ---
      Instance ID: cpu [OK]
      Total Runs: 12

    postgres (22.0.0)
    -----------------
      Instance ID: postgres:9a1c2f [OK]
      Total Runs: 12

=========
Forwarder
=========
  API Keys status
  ===============
    API key ending with e-tst: API Key valid

==========
Logs Agent
==========
  BytesSent: 10

=========
APM Agent
=========
  Status: Running
`;

const FLAGS = [
  "DD_LOGS_ENABLED=true",
  "DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL=true",
  "DD_APM_ENABLED=true",
  "DD_APM_NON_LOCAL_TRAFFIC=true",
  "DD_DOGSTATSD_NON_LOCAL_TRAFFIC=true",
];

const agent = (
  changes: Partial<FakeContainer> = {},
  status: { text: string; exitCode?: number } = { text: STATUS },
) => ({
  name: "datadog-agent",
  image: "gcr.io/datadoghq/agent:7",
  env: [`DD_API_KEY=${KEYS.apiKey}`, "DD_SITE=datadoghq.eu", ...FLAGS],
  networks: ["data-jobs"],
  commands: { "agent status": status },
  ...changes,
});

const fastapi = (changes: Partial<FakeContainer> = {}): FakeContainer => ({
  name: "docker-fastapi-1",
  labels: { "com.docker.compose.service": "fastapi" },
  command: ["ddtrace-run", "uvicorn", "app.main:app"],
  env: ["DD_AGENT_HOST=datadog-agent"],
  networks: ["data-jobs"],
  ...changes,
});

interface Case {
  readonly containers?: readonly FakeContainer[];
  readonly isSandbox?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Hosts that cannot be reached. */
  readonly unreachable?: RegExp;
  readonly host?: string;
}

async function examined({
  containers = [agent(), fastapi()],
  isSandbox = false,
  env = ENV,
  unreachable,
  host,
}: Case = {}) {
  const api = createApi(new Org(), KEYS, () => undefined);
  const fetch = async (url: URL, init?: RequestInit) => {
    if (unreachable?.test(url.host))
      throw new TypeError("failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) });
    return url.host === "api.datadoghq.eu" ? api.fetch(new Request(url, init)) : new Response("", { status: 404 });
  };
  const docker = await fakeDocker(containers);
  try {
    const found = await doctor({
      target: { environment: "staging", url: "https://api.datadoghq.eu", isSandbox },
      site: "datadoghq.eu",
      docker: dockerOf(host ?? docker.host, {}),
      traced: ["fastapi"],
      env,
      fetch: fetch as typeof globalThis.fetch,
    });
    return { ...found, requests: docker.requests };
  } finally {
    await docker.stop();
  }
}

describe("doctor", () => {
  it("finds all in order, and starts nothing but agent status and agent config", async () => {
    const { problems, unknown, advice, passed, requests } = await examined();
    expect([problems, unknown, advice]).toEqual([[], [], []]);
    expect(passed).toEqual([
      "container datadog-agent is running",
      "container datadog-agent sends to datadoghq.eu",
      "DD_LOGS_ENABLED is true",
      "DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL is true",
      "DD_APM_ENABLED is true",
      "DD_APM_NON_LOCAL_TRAFFIC is true",
      "DD_DOGSTATSD_NON_LOCAL_TRAFFIC is true",
      "the agent's API key ending with e-tst is valid",
      "the Logs Agent is running, and no log source has an error",
      "the APM Agent is running",
      "2 checks of the agent ran without an error",
      "the last 500 lines of the agent's log have no error",
      "DD_API_KEY is valid at https://api.datadoghq.eu",
      "the intake of metrics can be reached from this machine",
      "the intake of logs can be reached from this machine",
      "the intake of traces can be reached from this machine",
      "docker-fastapi-1 is started with ddtrace-run",
      "docker-fastapi-1 shares the network data-jobs with datadog-agent",
    ]);
    expect(requests.filter((request) => request.startsWith("POST")).length).toBe(4);
  });

  it("says where Docker does not answer, which is no problem of a sandbox", async () => {
    const nowhere = { host: "unix:///nowhere/docker.sock" };
    expect((await examined(nowhere)).problems).toEqual([
      "Docker at unix:///nowhere/docker.sock does not answer (ENOENT): start it, or set DOCKER_HOST",
    ]);
    const { problems, unknown } = await examined({ ...nowhere, isSandbox: true });
    expect([problems, unknown]).toEqual([
      [],
      [expect.stringMatching(/^how the agent does: Docker at .* does not answer/)],
    ]);
    expect((await examined({ host: "ssh://ann@docker.example.com" })).problems).toEqual([
      expect.stringContaining("only unix://, npipe://, and tcp:// addresses can be asked from here"),
    ]);
  });

  it("names the command that starts a missing agent", async () => {
    expect((await examined({ containers: [fastapi()] })).problems).toEqual([
      expect.stringMatching(
        /^no container of the Datadog Agent at unix:.*docker compose --profile with-datadog up -d in docker\/, or npm run deploy -- staging agent$/,
      ),
    ]);
  });

  it.each<readonly [string, FakeContainer, RegExp]>([
    [
      "stopped",
      agent({ state: { Status: "exited", ExitCode: 137 } }),
      /^container datadog-agent exited with 137: docker logs datadog-agent says why/,
    ],
    [
      "unhealthy",
      agent({ state: { Status: "running", Health: { Status: "unhealthy" } } }),
      /is unhealthy: docker exec datadog-agent agent health/,
    ],
    [
      "on another site",
      agent({ env: [`DD_API_KEY=${KEYS.apiKey}`, ...FLAGS] }),
      /sends to datadoghq\.com, and the environment is on datadoghq\.eu: set DD_SITE=datadoghq\.eu/,
    ],
    ["without a key", agent({ env: ["DD_SITE=datadoghq.eu", ...FLAGS] }), /has no DD_API_KEY/],
    [
      "with an example's key",
      agent({ env: ["DD_API_KEY=your_api_key_here", "DD_SITE=datadoghq.eu", ...FLAGS] }),
      /placeholder of an example/,
    ],
    [
      "with a refused key",
      agent({ env: ["DD_API_KEY=another-key", "DD_SITE=datadoghq.eu", ...FLAGS] }),
      /refused DD_API_KEY of container datadog-agent: check the key/,
    ],
    [
      "that cannot tell its status",
      agent({}, { text: "Error: connection refused\n", exitCode: 255 }),
      /^agent status ended with 255 \(Error: connection refused\)/,
    ],
    [
      "whose key is invalid",
      agent({}, { text: STATUS.replace("API Key valid", "API Key invalid") }),
      /^the agent's API key ending with e-tst is invalid/,
    ],
    [
      "that reads no logs",
      agent({}, { text: STATUS.replace("BytesSent: 10", "Logs Agent is not running") }),
      /^the Logs Agent is not running although logs are enabled/,
    ],
    [
      "without the APM Agent",
      agent({}, { text: STATUS.replace("Status: Running", "Status: Not running or unreachable on localhost:8126.") }),
      /^the APM Agent is not running/,
    ],
    [
      "with a failing check",
      agent(
        {},
        {
          text: STATUS.replace("9a1c2f [OK]", "9a1c2f [ERROR]").replace(
            "Total Runs: 12\n\n===",
            "Total Runs: 12\n      Error: password authentication failed\n===",
          ),
        },
      ),
      /^the agent's check postgres fails \(password authentication failed\): see docker\/conf\.d/,
    ],
  ])("names what is wrong with an agent %s, and its fix", async (_, container, expected) => {
    const { problems } = await examined({ containers: [container, fastapi()] });
    expect(problems).toEqual([expect.stringMatching(expected)]);
  });

  it.each(FLAGS.map((flag) => flag.replace("=true", "")))("wants %s", async (variable) => {
    const off = agent().env.map((line) => line.replace(`${variable}=true`, `${variable}="true"`));
    expect((await examined({ containers: [agent({ env: off }), fastapi()] })).problems).toEqual([
      expect.stringMatching(
        new RegExp(`^${variable} is "\\\\"true\\\\"", so that .*: set ${variable}=true in docker/compose.yaml`),
      ),
    ]);
  });

  it("takes a setting from the agent's file where no variable sets it", async () => {
    const env = [`DD_API_KEY=${KEYS.apiKey}`, "DD_SITE=datadoghq.eu"];
    const config =
      "logs_enabled: true\nlogs_config:\n  container_collect_all: true\napm_config:\n  apm_non_local_traffic: true\n";
    const commands = { "agent status": { text: STATUS }, "agent config": { text: config } };
    expect((await examined({ containers: [agent({ env, commands }), fastapi()] })).problems).toEqual([
      expect.stringMatching(/^DD_DOGSTATSD_NON_LOCAL_TRAFFIC is not set, so that/),
    ]);
  });

  it("shows the last error of the agent's log, and never a key", async () => {
    const log = "2026-11-26 11:00:00 UTC | CORE | ERROR | (pkg/a.go:1 in b) | Error 403 Forbidden\n".repeat(3);
    const found = await examined({ containers: [agent({ log }), fastapi()], unreachable: /logs/ });
    expect(found.advice).toEqual([
      "the agent's log has 3 errors in its last 500 lines (docker logs datadog-agent), the last one: (pkg/a.go:1 in b) | Error 403 Forbidden",
    ]);
    expect(found.problems).toEqual([
      "cannot reach https://agent-http-intake.logs.datadoghq.eu for logs (ENOTFOUND): allow HTTPS to *.datadoghq.eu, or set the agent's proxy (DD_PROXY_HTTPS)",
    ]);
    expect(JSON.stringify(found)).not.toContain(KEYS.apiKey);
  });

  it.each<readonly [string, Partial<FakeContainer>, RegExp]>([
    [
      "without the tracer",
      { command: ["uvicorn", "app.main:app"] },
      /^docker-fastapi-1 is not started with ddtrace-run \(uvicorn app\.main:app\).*put ddtrace-run before its command/,
    ],
    ["that does not run", { state: { Status: "exited", ExitCode: 1 } }, /^container docker-fastapi-1 is not running/],
    ["without the agent's address", { env: [] }, /^docker-fastapi-1 has no DD_AGENT_HOST/],
    [
      "in another network",
      { networks: ["other"] },
      /^docker-fastapi-1 \(other\) and datadog-agent \(data-jobs\) share no Docker network/,
    ],
    [
      "that lost traces",
      { log: "failed to send, dropping 4 traces to intake at http://datadog-agent:8126/v0.5/traces after 3 retries\n" },
      /^the tracer of docker-fastapi-1 could not send traces to http:\/\/datadog-agent:8126/,
    ],
  ])("names what is wrong with a service %s", async (_, changes, expected) => {
    expect((await examined({ containers: [agent(), fastapi(changes)] })).problems).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it("says what it cannot know of a service", async () => {
    const { problems, unknown } = await examined({ containers: [agent(), fastapi({ command: ["/entrypoint.sh"] })] });
    expect([problems, unknown]).toEqual([
      [],
      [expect.stringMatching(/^whether docker-fastapi-1 is started with ddtrace-run: \/entrypoint\.sh may start it/)],
    ]);
    expect((await examined({ containers: [agent()] })).unknown).toEqual([
      "whether fastapi is traced: no container of it on this Docker host",
    ]);
  });
});
