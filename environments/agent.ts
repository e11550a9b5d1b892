import { z } from "zod";

/** What a host name may be; the agent ignores others. */
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const HOST_NAME = new RegExp(`^(?=.{1,255}$)(?!localhost$)${LABEL}(?:\\.${LABEL})*$`);

/** The agent's container; settings that are not set come from docker/compose.yaml. */
export const agentSchema = z
  .strictObject({
    /** Whether the environment has an agent stack. @default true */
    enabled: z.boolean().default(true),
    /**
     * What the host is called in Datadog. Host tags belong to this name: if two environments of an organization had the same one,
     * their hosts would be one host with both `env` tags.
     * @default "ENVIRONMENT-data-jobs"
     */
    hostname: z
      .string()
      .regex(HOST_NAME, {
        error:
          "must be a host name with letters, digits, dashes, and dots, such as staging-data-jobs, and not localhost",
      })
      .optional(),
    /**
     * Whether the container is privileged. Metrics, logs, traces, and the checks do not need it; eBPF-based products such as
     * Cloud Network Monitoring do. @default false
     */
    privileged: z.boolean().default(false),
    /** Whether the container shares the host's process IDs, for live processes and origin detection. @default false */
    hostPid: z.boolean().default(false),
    /**
     * The Docker network of the services, in which the agent is reachable as `datadog-agent`. The network must exist.
     * @default none: Docker's default network, in which containers cannot look up each other's names
     */
    network: z.string().min(1, { error: "must name a Docker network, such as data-jobs" }).optional(),
    /** Whether the PostgreSQL check also collects query samples and plans: Database Monitoring. @default false */
    databaseMonitoring: z.boolean().default(false),
    /** The image. @default the one in docker/compose.yaml */
    image: z.string().optional(),
    /** Absolute path on the Docker host of a file that contains the API key. @default none: the key is a variable */
    keyFile: z.string().startsWith("/", { error: "must be an absolute path on the Docker host" }).optional(),
    /** Address of the Docker daemon. @default `DOCKER_HOST` of the process */
    dockerHost: z.string().optional(),
  })
  .prefault({});

/** What an environment's host is called in Datadog. */
export const hostnameOf = ({ name, agent }: { readonly name: string; readonly agent: z.output<typeof agentSchema> }) =>
  agent.hostname ?? `${name}-data-jobs`;
