import { objectOf } from "../../datadog/json";
import { readYamlDocuments } from "../../datadog/source/yaml";
import { advice, type Finding, passed, problem, unknown } from "../preflight";
import { type Container, runIn, tailOf } from "./containers";
import type { Docker } from "./docker";
import { statusFindings } from "./status";

/** The name that docker/compose.yaml and the agent stack give the container. */
const AGENT = "datadog-agent";
/** What changes a setting: the agent stack is built from the same file. */
const SETTINGS = "docker/compose.yaml, then create the container again (docker compose up or npm run deploy)";

/** The agent's container: by its name, else by its image. */
export const agentIn = (containers: readonly Container[]): Container | undefined =>
  containers.find(({ name }) => name === AGENT) ??
  containers.find(({ image }) => /(^|\/)(datadoghq|datadog)\/agent(:|@|$)/.test(image));

/** What is wrong with a container of the agent: whether it runs, its settings, its own status, its log. */
export async function agentFindings(docker: Docker, agent: Container, site: string): Promise<Finding[]> {
  const running = runningFinding(agent);
  const config = running.kind === "problem" ? undefined : await configOf(docker, agent);
  const settings = [siteFinding(agent, site), ...FLAGS.map((flag) => flagFinding(flag, agent, config))];
  if (running.kind === "problem") return [running, ...settings, ...(await logFindings(docker, agent))];
  const status = await runIn(docker, agent, ["agent", "status"]);
  const told =
    "why" in status
      ? [unknown(`what agent status says: ${status.why}`)]
      : statusFindings(status, { logs: isOn(LOGS, agent, config), traces: isOn(TRACES, agent, config) });
  return [running, ...settings, ...told, ...(await logFindings(docker, agent))];
}

function runningFinding({ name, status, exitCode, health }: Container): Finding {
  if (status !== "running") {
    const how = status === "exited" ? `exited with ${exitCode}` : `is ${status}`;
    return problem(`container ${name} ${how}: docker logs ${name} says why; docker start ${name} starts it`);
  }
  if (health === "unhealthy") {
    return problem(
      `container ${name} is unhealthy: docker exec ${name} agent health names the part that does not answer`,
    );
  }
  return passed(`container ${name} is running${health === undefined ? "" : ` (${health})`}`);
}

/** @see https://docs.datadoghq.com/getting_started/site/ */
function siteFinding({ name, env }: Container, site: string): Finding {
  const own = env.get("DD_SITE") || "datadoghq.com";
  if (env.get("DD_DD_URL")) return advice(`container ${name} sends metrics to ${env.get("DD_DD_URL")} (DD_DD_URL)`);
  if (own === site) return passed(`container ${name} sends to ${site}`);
  return problem(
    `container ${name} sends to ${own}, and the environment is on ${site}: set DD_SITE=${site} in .env, then create the container again`,
  );
}

// --------------------------------------------------------------------------------------------------------- settings

/** A setting of the agent that is either on or off. */
interface Flag {
  readonly variable: string;
  /** Where `agent config` shows it. */
  readonly path: readonly string[];
  readonly byDefault: boolean;
  /** What is missing while it is off. */
  readonly without: string;
}

const LOGS: Flag = {
  variable: "DD_LOGS_ENABLED",
  path: ["logs_enabled"],
  byDefault: false,
  without: "the agent collects no logs",
};
const TRACES: Flag = {
  variable: "DD_APM_ENABLED",
  path: ["apm_config", "enabled"],
  byDefault: true,
  without: "the agent takes no traces",
};

/**
 * Defaults are those of a mounted datadog.yaml, as docker/compose.yaml has one; the file in the image turns non-local
 * traces on.
 * @see https://docs.datadoghq.com/containers/docker/
 */
const FLAGS: readonly Flag[] = [
  LOGS,
  {
    variable: "DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL",
    path: ["logs_config", "container_collect_all"],
    byDefault: false,
    without: "only containers with a com.datadoghq.ad.logs label are read",
  },
  TRACES,
  {
    variable: "DD_APM_NON_LOCAL_TRAFFIC",
    path: ["apm_config", "apm_non_local_traffic"],
    byDefault: false,
    without: "traces of other containers are refused",
  },
  {
    variable: "DD_DOGSTATSD_NON_LOCAL_TRAFFIC",
    path: ["dogstatsd_non_local_traffic"],
    byDefault: false,
    without: "DogStatsD metrics of other containers are lost",
  },
];

/** What Go's ParseBool takes for true. */
const TRUE = ["1", "t", "T", "true", "True", "TRUE"];

function flagFinding(flag: Flag, agent: Container, config: object | undefined): Finding {
  const { variable, without, byDefault } = flag;
  const text = agent.env.get(variable);
  if (isOn(flag, agent, config)) {
    return passed(text !== undefined ? `${variable} is ${text}` : `${variable} is not set, and the setting is on`);
  }
  const is = text === undefined ? "is not set" : `is ${JSON.stringify(text)}`;
  const found = `${variable} ${is}, so that ${without}: set ${variable}=true in ${SETTINGS}`;
  if (text === undefined && config === undefined && !byDefault) {
    return problem(`${found}; unless the container's datadog.yaml turns it on, which could not be read`);
  }
  return problem(found);
}

/** A variable wins over the file; what neither sets has its default. */
function isOn({ variable, path, byDefault }: Flag, { env }: Container, config: object | undefined): boolean {
  const text = env.get(variable);
  if (text !== undefined && text !== "") return TRUE.includes(text);
  const value = path.reduce<unknown>((inside, key) => objectOf(inside)[key], config);
  return value === undefined ? byDefault : value === true || TRUE.includes(String(value));
}

/** The settings of the running agent, files and defaults included; nothing where it does not tell. */
async function configOf(docker: Docker, agent: Container): Promise<object | undefined> {
  const told = await runIn(docker, agent, ["agent", "config"]);
  if ("why" in told || told.exitCode !== 0) return undefined;
  try {
    const settings = objectOf(readYamlDocuments("agent config", told.text).documents[0]?.value);
    return Object.keys(settings).length > 0 ? settings : undefined;
  } catch {
    return undefined;
  }
}

// -------------------------------------------------------------------------------------------------------------- log

/** How many of the last lines of the agent's log are read. */
const LINES = 500;

async function logFindings(docker: Docker, agent: Container): Promise<Finding[]> {
  const lines = await tailOf(docker, agent, LINES);
  if ("why" in lines) return [unknown(`what the agent's log says: ${lines.why}`)];
  const errors = lines.filter((line) => /\| (ERROR|CRITICAL) \|/.test(line));
  if (errors.length === 0) return [passed(`the last ${LINES} lines of the agent's log have no error`)];
  const last = errors.at(-1)!.replace(/^.*?\| (ERROR|CRITICAL) \| /, "");
  return [
    advice(
      `the agent's log has ${errors.length} errors in its last ${LINES} lines (docker logs ${agent.name}), the last one: ${last}`,
    ),
  ];
}
