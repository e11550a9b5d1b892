import { listOf, objectOf, stringOf } from "../../datadog/json";
import { type Finding, passed, problem, unknown } from "../preflight";
import { type Container, tailOf } from "./containers";
import type { Docker } from "./docker";

const TRACER = "ddtrace-run";
const OVERLAY = "docker/compose.services.yaml";

/** The services of a compose file that are started with the tracer. @param file its parsed content */
export function tracedServices(file: unknown): readonly string[] {
  const services = Object.entries(objectOf(objectOf(file).services));
  return services.flatMap(([name, service]) => {
    const { command } = objectOf(service);
    const words = typeof command === "string" ? command.split(/\s+/) : listOf(command);
    return words.includes(TRACER) ? [name] : [];
  });
}

/** What keeps the traces of services from the agent, for each container of a service that should send some. */
export async function serviceFindings(
  docker: Docker,
  containers: readonly Container[],
  agent: Container | undefined,
  traced: readonly string[],
): Promise<Finding[]> {
  const each = traced.map(async (service) => {
    const own = containers.filter((container) => serviceOf(container) === service);
    if (own.length === 0) return [unknown(`whether ${service} is traced: no container of it on this Docker host`)];
    return (await Promise.all(own.map((container) => findingsOf(docker, container, agent)))).flat();
  });
  return (await Promise.all(each)).flat();
}

/** By the label of Docker Compose, else by that of unified service tagging, else the container's name. */
const serviceOf = ({ labels, name }: Container): string =>
  stringOf(labels["com.docker.compose.service"]) ?? stringOf(labels["com.datadoghq.tags.service"]) ?? name;

async function findingsOf(docker: Docker, container: Container, agent: Container | undefined): Promise<Finding[]> {
  const { name, status } = container;
  if (status !== "running") return [problem(`container ${name} is not running: docker logs ${name} says why`)];
  const addresses = addressFindings(container, agent);
  return [tracerFinding(container), ...addresses, ...(await dropFindings(docker, container))];
}

function tracerFinding({ name, command, env }: Container): Finding {
  const words = command.flatMap((word) => word.split(/\s+/));
  if (words.some((word) => word === TRACER || word.endsWith(`/${TRACER}`)))
    return passed(`${name} is started with ${TRACER}`);
  if (
    /\bddtrace\b/.test(env.get("PYTHONPATH") ?? "") ||
    env.has("DD_INJECTION_ENABLED") ||
    /datadog|dd-lib/.test(env.get("LD_PRELOAD") ?? "")
  ) {
    return passed(`${name} gets the tracer from its environment`);
  }
  const script = words.find((word) => /\.(sh|py)$|entrypoint/.test(word));
  const fix = `put ${TRACER} before its command, as in ${OVERLAY}`;
  if (script !== undefined)
    return unknown(`whether ${name} is started with ${TRACER}: ${script} may start it; if not, ${fix}`);
  return problem(
    `${name} is not started with ${TRACER} (${words.slice(0, 3).join(" ")}), so that it sends no traces unless its code imports ddtrace.auto: ${fix}`,
  );
}

/** Where the tracer sends, by its own variables. @see https://ddtrace.readthedocs.io/en/stable/configuration.html */
function addressFindings({ name, env, networks, mounts }: Container, agent: Container | undefined): Finding[] {
  if (env.get("DD_TRACE_ENABLED") === "false") return [problem(`${name} has DD_TRACE_ENABLED=false: remove it`)];
  const url = env.get("DD_TRACE_AGENT_URL");
  const host = url ? hostIn(url) : env.get("DD_AGENT_HOST");
  if (!url && !host) {
    if (mounts.some((path) => path.startsWith("/var/run/datadog")) || networks.includes("host")) return [];
    return [
      problem(
        `${name} has no DD_AGENT_HOST, so that its tracer sends to its own container: set DD_AGENT_HOST=datadog-agent, as in ${OVERLAY}`,
      ),
    ];
  }
  if (agent === undefined || host !== agent.name) return [];
  const shared = networks.filter((network) => agent.networks.includes(network) && network !== "bridge");
  if (shared.length > 0) return [passed(`${name} shares the network ${shared[0]} with ${agent.name}`)];
  return [
    problem(
      `${name} (${networks.join(", ") || "no network"}) and ${agent.name} (${agent.networks.join(", ") || "no network"}) share no Docker network in which names are found: set agent.network in the environment's file, or add ${agent.name}'s network to ${name}`,
    ),
  ];
}

const hostIn = (url: string) => (URL.canParse(url) ? new URL(url).hostname : undefined);

/** What the tracer itself says in the service's log of traces that it could not send. */
async function dropFindings(docker: Docker, container: Container): Promise<Finding[]> {
  const lines = await tailOf(docker, container, 500);
  if ("why" in lines) return [unknown(`what the tracer says in the log of ${container.name}: ${lines.why}`)];
  const dropped = lines.findLast((line) => /failed to send, dropping \d+ traces|failed to send traces to/.test(line));
  if (dropped === undefined) return [];
  const where = /\bto (?:intake at )?(\S+:\/\/[^\s:]+:?\d*)/.exec(dropped)?.[1];
  return [
    problem(
      `the tracer of ${container.name} could not send traces${where ? ` to ${where}` : ""}: check DD_AGENT_HOST, and that the agent takes traces of other containers`,
    ),
  ];
}
