import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Testing } from "cdktf";
import { parse } from "yaml";
import { AgentStack } from "../../stacks/agent";
import { loadEnvironment, loadEnvironments } from "../../stacks/environments";

const file = join(__dirname, "..", "..", "docker", "compose.yaml");
const compose = parse(readFileSync(file, "utf8"));
const service = compose.services["datadog-agent"];

/** What Terraform deploys for an environment, with the defaults of its variables in their places. */
function deployed(environment: string) {
  const stack = new AgentStack(new App(), `${environment}-agent`, loadEnvironment(environment));
  const { variable, resource, data } = JSON.parse(Testing.synth(stack));
  const resolved = JSON.stringify(resource.docker_container["datadog-agent"])
    .replace(/\$\{var\.(\w+)\}/g, (_, name) => variable[name].default)
    .replace(/\$\{data\.docker_network\.([\w-]+)\.name\}/g, (_, id) => data.docker_network[id].name)
    .replace(
      /\$\{docker_(volume|image)\.([\w-]+)\.(?:name|image_id)\}/g,
      (_, type, id) => resource[`docker_${type}`][id].name,
    );
  return JSON.parse(resolved);
}

// The block "Datadog Agent Configuration" of the integration's document, line by line.
test("docker/compose.yaml has the document's lines", () => {
  expect(service).toMatchObject({
    image: "gcr.io/datadoghq/agent:7",
    container_name: "datadog-agent",
    pid: "host",
    privileged: true,
    healthcheck: { test: ["CMD", "agent", "health"], interval: "30s", timeout: "10s", retries: 3 },
    restart: "unless-stopped",
  });
  expect(service.volumes).toEqual(
    expect.arrayContaining([
      "/var/run/docker.sock:/var/run/docker.sock:ro",
      "/proc/:/host/proc/:ro",
      "/sys/fs/cgroup/:/host/sys/fs/cgroup:ro",
      "/etc/os-release:/host/etc/os-release:ro",
      // Without :ro in the document: the agent has no need to write to its configuration.
      "./datadog-agent/datadog.yaml:/etc/datadog-agent/datadog.yaml:ro",
    ]),
  );
  expect(service.environment).toEqual(
    expect.arrayContaining([
      "DD_API_KEY=${DD_API_KEY:-}",
      "DD_ENV=${DD_ENV:-demo}",
      "DD_SITE=${DD_SITE:-datadoghq.com}",
      "DD_LOGS_ENABLED=true",
      "DD_APM_ENABLED=true",
      "DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL=true",
      // With quotes in the document, which become part of the value and turn the filter into none.
      "DD_CONTAINER_EXCLUDE=name:datadog-agent",
      "DD_HOSTNAME=${HOSTNAME:-datadog-data-jobs}",
      "DD_HOSTNAME_TRUST_UTS_NAMESPACE=true",
      "DD_APM_NON_LOCAL_TRAFFIC=true",
      "DD_DOGSTATSD_NON_LOCAL_TRAFFIC=true",
    ]),
  );
});

test("demo's agent through Terraform is the one through compose", () => {
  const container = deployed("demo");
  const without = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, "$1");
  expect(container.env).toEqual(service.environment.map(without));
  expect(container).toMatchObject({
    name: service.container_name,
    image: service.image,
    pid_mode: service.pid,
    privileged: service.privileged,
    restart: service.restart,
    healthcheck: service.healthcheck,
  });
  expect(
    container.ports.map(
      (port: Record<string, string>) =>
        `${port.ip}:${port.external}:${port.internal}${port.protocol === "udp" ? "/udp" : "/tcp"}`,
    ),
  ).toEqual(service.ports);
  // What compose mounts from this folder, Terraform uploads.
  const mounted = service.volumes.filter((volume: string) => !volume.startsWith("./"));
  expect(
    container.volumes.map(
      (volume: Record<string, string>) =>
        `${volume.host_path ?? volume.volume_name}:${volume.container_path}${volume.read_only ? ":ro" : ""}`,
    ),
  ).toEqual(mounted);
  expect(container.upload.length).toBeGreaterThan(4);
  expect(container.networks_advanced).toEqual([{ name: compose.networks.default.name, aliases: ["datadog-agent"] }]);
});

test.each(["production", "staging"])("%s has a host of its own, and no more rights than it needs", (environment) => {
  const container = deployed(environment);
  expect(container.env).toEqual(
    expect.arrayContaining([`DD_ENV=${environment}`, `DD_HOSTNAME=${environment}-data-jobs`]),
  );
  expect(container.privileged).toBe(false);
  expect(container).not.toHaveProperty("pid_mode");
});

test("Database Monitoring is switched on by the environment, and off in all that ship", () => {
  const stack = new AgentStack(new App(), "demo-agent", {
    ...loadEnvironment("demo"),
    agent: { ...loadEnvironment("demo").agent, databaseMonitoring: true },
  });
  expect(JSON.parse(Testing.synth(stack)).variable.DATADOG_POSTGRES_DBM.default).toBe("true");
  for (const { name } of loadEnvironments()) expect(deployed(name).env).toContain("DATADOG_POSTGRES_DBM=false");
});
