import { byKind, type Finding, type Findings, problem, type Target, unknown } from "../preflight";
import { accountFindings, type Network } from "./account";
import { agentFindings, agentIn } from "./agent";
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
}

/** Why nothing arrives, as far as it shows from here: the agent's container, the keys, the intake, and the services. */
export async function doctor(patient: Patient): Promise<Findings> {
  const { target, site, docker, traced } = patient;
  if (docker === undefined) {
    const none = unknown(`how the agent does: agent.enabled is false in environments/${target.environment}.yaml`);
    return byKind([none, ...(await accountFindings(target, site, undefined, patient))]);
  }
  const containers = await containersOf(docker);
  // Services can report to the sandbox without an agent; to an account they cannot.
  const missing = (text: string): Finding =>
    target.isSandbox ? unknown(`how the agent does: ${text}`) : problem(text);
  if ("why" in containers) {
    const text = `Docker at ${docker.host} does not answer (${containers.why}): start it, or set DOCKER_HOST`;
    return byKind([missing(text), ...(await accountFindings(target, site, undefined, patient))]);
  }
  const agent = agentIn(containers);
  return byKind([
    ...(agent === undefined
      ? [
          missing(
            `no container of the Datadog Agent at ${docker.host}: docker compose --profile with-datadog up -d in docker/, or npm run deploy -- ${target.environment} agent`,
          ),
        ]
      : await agentFindings(docker, agent, site)),
    ...(await accountFindings(target, site, agent, patient)),
    ...(await serviceFindings(docker, containers, agent, traced)),
  ]);
}
