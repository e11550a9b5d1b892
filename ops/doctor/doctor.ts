import type { Content } from "../../stacks/content";
import { byKind, type Finding, type Findings, problem, requestOf, type Target, unknown } from "../preflight";
import { missingKeys } from "../terraform/variables";
import { accountFindings, type Network } from "./account";
import { agentFindings, agentIn } from "./agent";
import { arrivalFindings } from "./arrivals";
import { containersOf } from "./containers";
import type { Docker } from "./docker";
import { serviceFindings } from "./services";

/** What is examined. */
export interface Patient extends Network {
  readonly target: Target;
  /** `datadoghq.eu`. */
  readonly site: string;
  /** The Docker daemon of the agent. @default the environment has no agent */
  readonly docker?: Docker;
  /** Names of the services that are started with the tracer. */
  readonly traced: readonly string[];
  /** What should receive data. @default nothing is asked about it */
  readonly content?: Content;
}

/** Why nothing arrives, as far as it shows from here: the agent, the keys, the intake, the services, and what did arrive. */
export async function doctor(patient: Patient): Promise<Findings> {
  return byKind([...(await senderFindings(patient)), ...(await arrived(patient))]);
}

async function arrived({ content, target, env, fetch }: Patient): Promise<Finding[]> {
  if (content === undefined) return [];
  const missing = missingKeys(env);
  if (missing.length > 0) {
    return [unknown(`what arrived in the last hour: ${missing.join(" and ")} must be set to ask for it`)];
  }
  const ask = requestOf({ url: target.url, env, ...(fetch ? { fetch } : {}) });
  return arrivalFindings(ask, content, Math.floor(Date.now() / 1000));
}

async function senderFindings(patient: Patient): Promise<Finding[]> {
  const { target, site, docker, traced } = patient;
  if (docker === undefined) {
    const none = unknown(`how the agent does: agent.enabled is false in environments/${target.environment}.yaml`);
    return [none, ...(await accountFindings(target, site, undefined, patient))];
  }
  const containers = await containersOf(docker);
  // Services can report to the sandbox without an agent; to an account they cannot.
  const missing = (text: string): Finding =>
    target.isSandbox ? unknown(`how the agent does: ${text}`) : problem(text);
  if ("why" in containers) {
    const text = `Docker at ${docker.host} does not answer (${containers.why}): start it, or set DOCKER_HOST`;
    return [missing(text), ...(await accountFindings(target, site, undefined, patient))];
  }
  const agent = agentIn(containers);
  return [
    ...(agent === undefined
      ? [
          missing(
            `no container of the Datadog Agent at ${docker.host}: docker compose --profile with-datadog up -d in docker/, or npm run deploy -- ${target.environment} agent`,
          ),
        ]
      : await agentFindings(docker, agent, site)),
    ...(await accountFindings(target, site, agent, patient)),
    ...(await serviceFindings(docker, containers, agent, traced)),
  ];
}
