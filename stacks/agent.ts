import { join } from "node:path";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { Construct } from "constructs";
import { AgentContainer } from "../constructs/agent-container";
import { hostnameOf } from "../environments/agent";
import type { Environment } from "../environments/schema";
import { BaseStack } from "./base";

const COMPOSE_FILE = join(__dirname, "..", "docker", "compose.yaml");

/** The Datadog Agent of one environment, as a container of the docker daemon that `DOCKER_HOST` names. */
export class AgentStack extends BaseStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { agent } = environment;
    new DockerProvider(this, "docker", { host: agent.dockerHost });
    new AgentContainer(this, "datadog-agent", {
      composeFile: COMPOSE_FILE,
      defaults: {
        DD_ENV: environment.name,
        DD_SITE: environment.site,
        HOSTNAME: hostnameOf(environment),
        DATADOG_POSTGRES_DBM: String(agent.databaseMonitoring),
      },
      privileged: agent.privileged,
      hostPid: agent.hostPid,
      network: agent.network,
      image: agent.image,
      keyFile: agent.keyFile,
    });
  }
}
