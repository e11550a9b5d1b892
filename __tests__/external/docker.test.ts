/**
 * The agent stack on a real docker daemon, through the real docker provider.
 *
 * What is altered for the rehearsal: the state is local, the container is not privileged, and where the agent's image
 * is not on this machine a stand-in of the same name is made from busybox (its `agent run` sleeps, its `agent health`
 * succeeds), to be removed afterwards.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../main";
import { loadEnvironment } from "../../stacks/environments";
import { busybox, compose, describeWith, docker, providers, terraform } from "./requirements";
import { Workspace } from "./workspace";

const IMAGE = "gcr.io/datadoghq/agent:7";
const root = join(__dirname, "..", "..");

function command(name: string, ...args: string[]): string {
  return execFileSync(name, args, { encoding: "utf8" }).trim();
}

/** Makes an image of that name out of nothing but busybox. Returns what takes it away again. */
function makeStandIn(): () => void {
  if (spawnSync("docker", ["image", "inspect", IMAGE], { stdio: "ignore" }).status === 0) return () => {};
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  for (const name of ["bin", "etc/datadog-agent", "conf.d", "opt/datadog-agent/run"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  command("cp", command("sh", "-c", "command -v busybox"), join(folder, "bin", "busybox"));
  for (const applet of ["sh", "sleep", "cat"]) command("ln", "-s", "busybox", join(folder, "bin", applet));
  writeFileSync(
    join(folder, "bin", "agent"),
    '#!/bin/sh\n[ "$1" = health ] && exit 0\ntrap "exit 0" TERM\nwhile true; do sleep 1; done\n',
    { mode: 0o755 },
  );
  command("sh", "-c", `tar -C "${folder}" -c . | docker import --change 'CMD ["agent", "run"]' - ${IMAGE}`);
  rmSync(folder, { recursive: true });
  return () => command("docker", "image", "rm", IMAGE);
}

describeWith([terraform, providers, docker, busybox], "the agent stack on a docker daemon", () => {
  let removeStandIn = () => {};
  let createdNetwork = false;
  let outdir: string;
  let workspace: Workspace;

  beforeAll(async () => {
    if (command("docker", "ps", "-aq", "--filter", "name=^datadog-agent$") !== "") {
      throw new Error("a container named datadog-agent is there already: remove it, or run this on another daemon");
    }
    removeStandIn = makeStandIn();
    outdir = mkdtempSync(join(tmpdir(), "synth-"));
    synthesize({ environments: [loadEnvironment("demo")], outdir });
    const stack = JSON.parse(readFileSync(join(outdir, "stacks", "demo-agent", "cdk.tf.json"), "utf8"));
    stack.resource.docker_container["datadog-agent"].privileged = false;
    // What the compose project of the services makes.
    createdNetwork = spawnSync("docker", ["network", "create", "data-jobs"], { stdio: "ignore" }).status === 0;
    workspace = new Workspace(stack, { env: { TF_VAR_DD_API_KEY: "sentinel-agent-key" } });
    await workspace.succeed("init", "-input=false");
  });

  afterAll(async () => {
    await workspace?.terraform("destroy", "-auto-approve", "-input=false");
    workspace?.remove();
    removeStandIn();
    if (createdNetwork) command("docker", "network", "rm", "data-jobs");
    rmSync(outdir, { recursive: true, force: true });
  });

  test("a plan without a key says what to set", async () => {
    const { status, output } = await workspace.with({ TF_VAR_DD_API_KEY: "" }).terraform("plan", "-input=false");
    expect(status).toBe(1);
    expect(output.replace(/[\s│]+/g, " ")).toContain("The agent needs an API key: set TF_VAR_DD_API_KEY");
  });

  test("terraform applies it, and a second plan is empty", async () => {
    await workspace.succeed("apply", "-auto-approve", "-input=false");
    expect(await workspace.plan()).toEqual({});
  });

  test("docker inspect shows the environment, mounts and ports of the compose file", () => {
    const [container] = JSON.parse(command("docker", "inspect", "datadog-agent"));
    expect(container.Config.Env).toEqual(
      expect.arrayContaining([
        "DD_API_KEY=sentinel-agent-key",
        "DD_ENV=demo",
        "DD_SITE=datadoghq.com",
        "DD_CONTAINER_EXCLUDE=name:datadog-agent",
        "DD_HOSTNAME=datadog-data-jobs",
        "DD_DOGSTATSD_NON_LOCAL_TRAFFIC=true",
      ]),
    );
    expect(container.HostConfig.Privileged).toBe(false);
    expect(container.HostConfig.PidMode).toBe("host");
    expect(container.HostConfig.RestartPolicy.Name).toBe("unless-stopped");
    expect(container.HostConfig.PortBindings).toEqual({
      "8125/udp": [{ HostIp: "127.0.0.1", HostPort: "8125" }],
      "8126/tcp": [{ HostIp: "127.0.0.1", HostPort: "8126" }],
    });
    expect(container.NetworkSettings.Networks["data-jobs"].Aliases).toContain("datadog-agent");
    const mounts = container.Mounts.map(
      (mount: { Type: string; Name?: string; Source: string; Destination: string; RW: boolean }) =>
        [mount.Type === "volume" ? mount.Name : mount.Source, mount.Destination, mount.RW ? "rw" : "ro"].join(" "),
    );
    expect(mounts.sort()).toEqual([
      "/etc/os-release /host/etc/os-release ro",
      "/proc /host/proc ro",
      "/sys/fs/cgroup /host/sys/fs/cgroup ro",
      "/var/run/docker.sock /var/run/docker.sock ro",
      "datadog-agent-run /opt/datadog-agent/run rw",
    ]);
    expect(container.Config.Healthcheck).toMatchObject({ Test: ["CMD", "agent", "health"], Retries: 3 });
  });

  test.each(["conf.d/postgres.d/conf.yaml", "conf.d/spark.d/auto_conf.yaml"])(
    "%s is in the container, byte for byte",
    (file) => {
      const inside = execFileSync("docker", ["exec", "datadog-agent", "cat", `/${file}`], { encoding: "utf8" });
      expect(inside).toBe(readFileSync(join(root, "docker", file), "utf8"));
    },
  );

  test("the agent's configuration is in the container, byte for byte", () => {
    const inside = execFileSync("docker", ["exec", "datadog-agent", "cat", "/etc/datadog-agent/datadog.yaml"], {
      encoding: "utf8",
    });
    expect(inside).toBe(readFileSync(join(root, "docker", "datadog-agent", "datadog.yaml"), "utf8"));
  });

  test("the key stands in this stack's state and nowhere else: destroy takes it and the container away", async () => {
    expect(workspace.state()).toContain("sentinel-agent-key");
    await workspace.succeed("destroy", "-auto-approve", "-input=false");
    expect(workspace.state()).not.toContain("sentinel-agent-key");
    expect(command("docker", "ps", "-aq", "--filter", "name=^datadog-agent$")).toBe("");
  });
});

describeWith([compose], "docker compose", () => {
  const config = (...files: string[]) => {
    const named = files.flatMap((file) => ["-f", join(root, "docker", file)]);
    return JSON.parse(
      command("docker", "compose", ...named, "--profile", "with-datadog", "config", "--format", "json"),
    );
  };

  test("accepts the agent's file", () => {
    expect(Object.keys(config("compose.yaml").services)).toEqual(["datadog-agent"]);
  });

  test("lays the services over it, each told where the agent is", () => {
    const { services } = config("compose.yaml", "compose.services.yaml");
    expect(Object.keys(services).sort()).toEqual([
      "celery",
      "datadog-agent",
      "fastapi",
      "flower",
      "postgres",
      "prefect",
      "rabbitmq",
      "spark",
    ]);
    expect(services.fastapi.environment).toMatchObject({ DD_AGENT_HOST: "datadog-agent", DD_SERVICE: "fastapi" });
    expect(services.fastapi.command.slice(0, 3)).toEqual(["ddtrace-run", "uvicorn", "app.main:app"]);
  });

  test("puts all of them into one network of a name that others can join", () => {
    const { networks, services } = config("compose.yaml", "compose.services.yaml");
    expect(networks.default.name).toBe("data-jobs");
    for (const service of Object.values<{ networks: object }>(services)) {
      expect(Object.keys(service.networks)).toEqual(["default"]);
    }
  });

  test("keeps the formats of the logs as they are written, percent signs and all", () => {
    const { services } = config("compose.yaml", "compose.services.yaml");
    expect(services.celery.command.at(-1)).toContain("%(task_name)s[%(task_id)s]: %(message)s");
    expect(services.postgres.command).toContain("log_line_prefix=%m [%p] %d %a %u %h %c ");
  });

  test("starts the agent only under its profile", () => {
    const without = command("docker", "compose", "-f", join(root, "docker", "compose.yaml"), "config", "--services");
    expect(without).toBe("");
  });
});
