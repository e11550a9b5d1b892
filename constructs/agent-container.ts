import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  Container,
  type ContainerConfig,
  type ContainerNetworksAdvanced,
  type ContainerUpload,
  type ContainerVolumes,
} from "@cdktf/provider-docker/lib/container";
import { DataDockerNetwork } from "@cdktf/provider-docker/lib/data-docker-network";
import { Image } from "@cdktf/provider-docker/lib/image";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { readTextFile, shownPath } from "../datadog/source";
import { keyCondition } from "./api-key";
import { type ComposeMount, type ComposeService, type ComposeText, readComposeService } from "./compose";
import { literal } from "./literal";
import { claimAddress, ResourceConstruct, type ResourceSettings } from "./resource";

/** How the agent of one environment differs from the one in the compose file. */
export interface AgentContainerProps extends ResourceSettings<ContainerConfig> {
  /** The compose file that declares the agent: the only place for its settings. */
  readonly composeFile: string;
  /** The agent's service in the compose file. @default "datadog-agent" */
  readonly service?: string;
  /** Defaults of compose variables that this environment overrides, such as `DD_ENV`. @default those in the compose file */
  readonly defaults?: Readonly<Record<string, string>>;
  /**
   * Whether the container is privileged. Without it the agent runs, less what needs the kernel: system-probe, network
   * and OOM checks. @default as in the compose file
   */
  readonly privileged?: boolean;
  /** Whether the container shares the host's process ids. @default as in the compose file */
  readonly hostPid?: boolean;
  /**
   * A docker network that exists, in which the agent gets the name of its compose service, as it has in compose's own.
   * @default docker's `bridge`, in which no container finds the agent by name
   */
  readonly network?: string;
  /** The image. @default the compose file's */
  readonly image?: string;
  /**
   * Absolute path, on the docker host, of a file that holds the API key and nothing else. The agent reads it through
   * its secret backend, and the key reaches no Terraform plan or state.
   * @default none: the key is the sensitive variable `DD_API_KEY`, and stands in this stack's state
   * @see https://docs.datadoghq.com/agent/configuration/secrets-management/
   */
  readonly keyFile?: string;
}

const API_KEY = "DD_API_KEY";
/** The names of variables whose values Terraform shall not print. */
const SECRET = /KEY|PASSWORD|SECRET|TOKEN/;
const KEY_FILE_IN_CONTAINER = "/run/secrets/datadog_api_key";

/** The Datadog Agent as a container of the docker provider, built from the compose file: `docker_container.ID`. */
export class AgentContainer extends ResourceConstruct<ContainerConfig, Container> {
  constructor(scope: Construct, id: string, props: AgentContainerProps) {
    const config = (self: Construct) => ({ config: new ContainerParts(self, props).config(id) });
    super(scope, id, { Resource: Container, child: "container" }, config, props);
  }
}

/** The attributes of the container, and the image, volumes and variables that they refer to. */
class ContainerParts {
  private readonly variables = new Map<string, TerraformVariable>();

  constructor(
    private readonly scope: Construct,
    private readonly props: AgentContainerProps,
  ) {}

  config(id: string): ContainerConfig {
    const { props } = this;
    const service = readComposeService(props.composeFile, props.service ?? "datadog-agent");
    if (props.keyFile !== undefined && !props.keyFile.startsWith("/")) {
      throw new Error(
        `agent.keyFile "${props.keyFile}" is not an absolute path on the Docker host, such as /etc/datadog/api_key`,
      );
    }
    claimAddress(this.scope, `${id}-image`, Image.tfResourceType);
    const image = new Image(this.scope, "image", { name: props.image ?? service.image, keepLocally: true });
    image.overrideLogicalId(`${id}-image`);
    return {
      name: service.containerName,
      image: image.imageId,
      pidMode: this.pidMode(service),
      networksAdvanced: this.network(id, service),
      privileged: props.privileged ?? service.privileged,
      restart: service.restart,
      env: this.environment(service),
      ports: service.ports.map((port) => ({ ...port })),
      volumes: this.volumes(service),
      upload: service.mounts.filter(({ kind }) => kind === "file").flatMap((mount) => this.uploads(mount)),
      healthcheck: service.healthcheck && {
        test: [...service.healthcheck.test],
        interval: service.healthcheck.interval,
        timeout: service.healthcheck.timeout,
        startPeriod: service.healthcheck.start_period,
        retries: service.healthcheck.retries,
      },
    };
  }

  private pidMode({ pid }: ComposeService): string | undefined {
    const { hostPid } = this.props;
    if (hostPid === undefined) return pid;
    return hostPid ? "host" : undefined;
  }

  /** Looked up first, so that a network that is missing fails the plan, and not a deployment that has begun. */
  private network(id: string, { name }: ComposeService): ContainerNetworksAdvanced[] | undefined {
    const { network } = this.props;
    if (network === undefined) return undefined;
    const found = new DataDockerNetwork(this.scope, "network", { name: network });
    found.overrideLogicalId(`${id}-network`);
    return [{ name: found.name, aliases: [name] }];
  }

  private environment(service: ComposeService): string[] {
    const written = service.environment.map(({ key, value }) =>
      this.props.keyFile !== undefined && key === API_KEY
        ? `${API_KEY}=ENC[file@${KEY_FILE_IN_CONTAINER}]`
        : `${key}=${this.text(value)}`,
    );
    return this.props.keyFile === undefined
      ? written
      : [...written, "DD_SECRET_BACKEND_COMMAND=/readsecret_multiple_providers.sh"];
  }

  private text(pieces: ComposeText): string {
    return pieces
      .map((piece) => (typeof piece === "string" ? literal(piece) : this.variable(piece.variable, piece.fallback)))
      .join("");
  }

  private variable(name: string, fallback: string): string {
    const known = this.variables.get(name);
    if (known) return known.stringValue;
    claimAddress(this.scope, name, "var");
    const variable = new TerraformVariable(this.scope, name, {
      type: "string",
      default: this.props.defaults?.[name] ?? fallback,
      description: `${name} of ${this.props.service ?? "datadog-agent"} in the compose file; set it as TF_VAR_${name}`,
      sensitive: SECRET.test(name) || undefined,
      nullable: false,
    });
    variable.overrideLogicalId(name);
    if (name === API_KEY) {
      variable.addValidation({
        condition: keyCondition(API_KEY),
        errorMessage: `The agent needs an API key: set TF_VAR_${API_KEY}, or set agent.keyFile in the environment's file. An example's placeholder is not a key.`,
      });
    }
    this.variables.set(name, variable);
    return variable.stringValue;
  }

  private volumes(service: ComposeService): ContainerVolumes[] {
    const mounts = service.mounts.filter(({ kind }) => kind !== "file").map((mount) => this.volume(mount));
    const { keyFile } = this.props;
    if (keyFile === undefined) return mounts;
    return [...mounts, { hostPath: keyFile, containerPath: KEY_FILE_IN_CONTAINER, readOnly: true }];
  }

  private volume({ kind, source, target, readOnly }: ComposeMount): ContainerVolumes {
    if (kind === "host") return { hostPath: source, containerPath: target, readOnly };
    claimAddress(this.scope, source, Volume.tfResourceType);
    const volume = new Volume(this.scope, source, { name: source });
    volume.overrideLogicalId(source);
    return { volumeName: volume.name, containerPath: target, readOnly };
  }

  /** The content goes into the plan: a file of this repository need not exist on the docker host. */
  private uploads({ source, target }: ComposeMount): ContainerUpload[] {
    const root = join(dirname(this.props.composeFile), source);
    return filesOf(root).map((file) => ({
      file: target + file.slice(root.length),
      // A checkout on Windows must not be a change of the container.
      content: literal(readTextFile(file).text.replaceAll("\r\n", "\n")),
    }));
  }
}

function filesOf(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })) {
    throw new Error(`${shownPath(path)} is mounted by the compose file and does not exist`);
  }
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
