/** Why nothing arrives in Datadog: the troubleshooting of the agent, the account, and the services, done. */
import { join } from "node:path";
import { readTextFile } from "../../datadog/source";
import { readYamlDocuments } from "../../datadog/source/yaml";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { sandboxIn } from "../../stacks/sandbox";
import { type Findings, targetOf } from "../preflight";
import type { Variables } from "../terraform";
import { dockerOf } from "./docker";
import { doctor } from "./doctor";
import { tracedServices } from "./services";

const SERVICES_FILE = join(__dirname, "..", "..", "docker", "compose.services.yaml");

/** Examines an environment. @param name its name @default demo @throws SourceError for an environment that there is not */
export async function examine(name: string | undefined, env: Variables): Promise<Findings> {
  const environment = loadEnvironment(name ?? "demo");
  const { agent, site } = environment;
  const file = readTextFile(SERVICES_FILE);
  return doctor({
    target: targetOf(environment, sandboxIn(env), env),
    site,
    ...(agent.enabled ? { docker: dockerOf(agent.dockerHost, env) } : {}),
    traced: tracedServices(readYamlDocuments(file.name, file.text).documents[0]?.value),
    content: contentOf(environment),
    env,
  });
}
