import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { AgentContainer, type AgentContainerProps } from "../../constructs/agent-container";

const docker = join(__dirname, "..", "..", "docker");
const composeFile = join(docker, "compose.yaml");

function synth(props: Partial<AgentContainerProps> = {}) {
  const stack = new TerraformStack(new App(), "agent-test");
  new DockerProvider(stack, "docker");
  new AgentContainer(stack, "datadog-agent", { composeFile, ...props });
  const { variable, resource, data } = JSON.parse(Testing.synth(stack, true));
  return { variable, resource, data, container: resource.docker_container["datadog-agent"] };
}

test("the environment is the document's, in compose's own words, with variables for what is set outside", () => {
  const { container, variable } = synth();
  expect(container.env).toEqual([
    "DD_API_KEY=${var.DD_API_KEY}",
    "DD_ENV=${var.DD_ENV}",
    "DD_SITE=${var.DD_SITE}",
    "DD_LOGS_ENABLED=true",
    "DD_APM_ENABLED=true",
    "DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL=true",
    "DD_CONTAINER_EXCLUDE=name:datadog-agent",
    "DD_HOSTNAME=${var.HOSTNAME}",
    "DD_HOSTNAME_TRUST_UTS_NAMESPACE=true",
    "DD_APM_NON_LOCAL_TRAFFIC=true",
    "DD_DOGSTATSD_NON_LOCAL_TRAFFIC=true",
    "DATADOG_POSTGRES_PASSWORD=${var.DATADOG_POSTGRES_PASSWORD}",
    "DATADOG_POSTGRES_DBM=${var.DATADOG_POSTGRES_DBM}",
  ]);
  expect(variable.DD_API_KEY).toMatchObject({ default: "", sensitive: true });
  expect(variable.DD_SITE).toMatchObject({ default: "datadoghq.com" });
  expect(variable.HOSTNAME).toMatchObject({ default: "datadog-data-jobs" });
});

test("host paths are volumes, files of the repository are uploads with their content", () => {
  const { container, resource } = synth();
  expect(container.volumes).toEqual([
    { host_path: "/var/run/docker.sock", container_path: "/var/run/docker.sock", read_only: true },
    { host_path: "/proc/", container_path: "/host/proc/", read_only: true },
    { host_path: "/sys/fs/cgroup/", container_path: "/host/sys/fs/cgroup", read_only: true },
    { host_path: "/etc/os-release", container_path: "/host/etc/os-release", read_only: true },
    {
      volume_name: "${docker_volume.datadog-agent-run.name}",
      container_path: "/opt/datadog-agent/run",
      read_only: false,
    },
  ]);
  expect(resource.docker_volume["datadog-agent-run"].name).toBe("datadog-agent-run");
  const uploads: { file: string; content: string }[] = container.upload;
  expect(uploads.map(({ file }) => file)).toEqual([
    "/etc/datadog-agent/datadog.yaml",
    "/conf.d/celery.d/auto_conf.yaml",
    "/conf.d/postgres.d/conf.yaml",
    "/conf.d/rabbitmq.d/auto_conf.yaml",
    "/conf.d/spark.d/auto_conf.yaml",
  ]);
  expect(uploads[0]?.content).toBe(readFileSync(join(docker, "datadog-agent", "datadog.yaml"), "utf8"));
});

test("the rest of the document's container is there", () => {
  const { container, resource } = synth();
  expect(container).toMatchObject({
    name: "datadog-agent",
    pid_mode: "host",
    privileged: true,
    restart: "unless-stopped",
    healthcheck: { test: ["CMD", "agent", "health"], interval: "30s", timeout: "10s", retries: 3 },
    ports: [
      { ip: "127.0.0.1", external: 8125, internal: 8125, protocol: "udp" },
      { ip: "127.0.0.1", external: 8126, internal: 8126, protocol: "tcp" },
    ],
  });
  expect(resource.docker_image["datadog-agent-image"].name).toBe("gcr.io/datadoghq/agent:7");
});

test("an environment replaces defaults, the image and the privilege", () => {
  const { container, variable, resource } = synth({
    defaults: { DD_ENV: "production", DD_SITE: "datadoghq.eu" },
    privileged: false,
    image: "gcr.io/datadoghq/agent:7.60.0",
  });
  expect(variable.DD_ENV.default).toBe("production");
  expect(variable.DD_SITE.default).toBe("datadoghq.eu");
  expect(container.privileged).toBe(false);
  expect(container.pid_mode).toBe("host");
  expect(resource.docker_image["datadog-agent-image"].name).toBe("gcr.io/datadoghq/agent:7.60.0");
});

test("without the host's process ids there is no pid_mode, whatever the compose file says", () => {
  expect(synth({ hostPid: false }).container.pid_mode).toBeUndefined();
  expect(synth({ hostPid: true }).container.pid_mode).toBe("host");
});

test("a network is looked up, and the agent has its service's name in it", () => {
  const { container, data } = synth({ network: "data-jobs" });
  expect(container.networks_advanced).toEqual([
    { name: "${data.docker_network.datadog-agent-network.name}", aliases: ["datadog-agent"] },
  ]);
  expect(data.docker_network["datadog-agent-network"].name).toBe("data-jobs");
  expect(synth().container.networks_advanced).toBeUndefined();
});

test("with a key file the agent reads the key itself, and there is no variable that could carry it", () => {
  const { container, variable } = synth({ keyFile: "/etc/datadog/api_key" });
  expect(container.env).toContain("DD_API_KEY=ENC[file@/run/secrets/datadog_api_key]");
  expect(container.env).toContain("DD_SECRET_BACKEND_COMMAND=/readsecret_multiple_providers.sh");
  expect(container.volumes).toContainEqual({
    host_path: "/etc/datadog/api_key",
    container_path: "/run/secrets/datadog_api_key",
    read_only: true,
  });
  expect(variable.DD_API_KEY).toBeUndefined();
});

test("what could be a secret is sensitive, by the name of its variable", () => {
  const { variable } = synth();
  const sensitive = Object.keys(variable).filter((name) => variable[name].sensitive);
  expect(sensitive).toEqual(["DATADOG_POSTGRES_PASSWORD", "DD_API_KEY"]);
});

test("a key file must be an absolute path", () => {
  expect(() => synth({ keyFile: "api_key" })).toThrow(
    'agent.keyFile "api_key" is not an absolute path on the Docker host, such as /etc/datadog/api_key',
  );
});

test("the synthesizing machine's variables do not reach the stack", () => {
  process.env.DD_API_KEY = "sentinel-api-key";
  process.env.HOSTNAME = "sentinel-host";
  const text = JSON.stringify(synth());
  delete process.env.DD_API_KEY;
  expect(text).not.toContain("sentinel");
});

test("a checkout with Windows' line ends makes the same container", () => {
  const folder = mkdtempSync(join(tmpdir(), "docker-"));
  try {
    cpSync(docker, folder, { recursive: true });
    for (const file of ["compose.yaml", join("datadog-agent", "datadog.yaml")]) {
      writeFileSync(join(folder, file), readFileSync(join(docker, file), "utf8").replace(/\r?\n/g, "\r\n"));
    }
    expect(synth({ composeFile: join(folder, "compose.yaml") })).toEqual(synth());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
