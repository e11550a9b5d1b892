import { isObject } from "../datadog/json";
import { Lines, readTextFile, type SourceDocument, SourceError, type SourcePath } from "../datadog/source";
import { readYamlDocuments } from "../datadog/source/yaml";

/** A value of a compose file that is text with `${…}` in it, in pieces. */
export type ComposeText = readonly (string | ComposeVariable)[];

/** `${NAME:-fallback}`; without a fallback compose puts an empty text in its place. */
export interface ComposeVariable {
  readonly variable: string;
  readonly fallback: string;
}

/** One entry of `volumes` in its short form, `source:target[:ro]`. */
export interface ComposeMount {
  /** `host` a path of the host, `file` a path beside the compose file, `volume` a named volume. */
  readonly kind: "host" | "file" | "volume";
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** One entry of `ports`, `[ip:]published:target[/protocol]`. */
export interface ComposePort {
  readonly ip?: string;
  readonly external: number;
  readonly internal: number;
  readonly protocol: "tcp" | "udp";
}

/** `test` as compose has it (`["CMD", …]`), durations as `30s`. */
export interface ComposeHealthcheck {
  readonly test: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly retries?: number;
}

/** A service of a compose file: the features that {@link AgentContainer} can turn into Terraform, no others. */
export interface ComposeService {
  readonly name: string;
  readonly image: string;
  readonly containerName: string;
  readonly pid?: string;
  readonly privileged: boolean;
  readonly restart?: string;
  readonly environment: readonly { readonly key: string; readonly value: ComposeText }[];
  readonly mounts: readonly ComposeMount[];
  readonly ports: readonly ComposePort[];
  readonly healthcheck?: ComposeHealthcheck;
}

/**
 * Reads one service of a compose file. Nothing is taken from the process's environment.
 * @throws SourceError naming file, line and column of the first feature that is not known, or is malformed.
 * @see https://docs.docker.com/reference/compose-file/services/
 */
export function readComposeService(path: string, service: string): ComposeService {
  const { name, text } = readTextFile(path);
  const [document] = readYamlDocuments(name, text).documents;
  return new Reader(name, new Lines(text), document).service(service);
}

const KNOWN_KEYS =
  "image, container_name, profiles, pid, ports, volumes, environment, privileged, healthcheck, restart".split(", ");

class Reader {
  constructor(
    private readonly file: string,
    private readonly lines: Lines,
    private readonly document: SourceDocument | undefined,
  ) {}

  service(name: string): ComposeService {
    const node = ["services", name];
    if (!isObject(this.value(node))) throw this.error([], `there is no service "${name}"`);
    for (const key of this.keys(node)) {
      if (KNOWN_KEYS.includes(key)) continue;
      const fix = "remove it, or add it to constructs/agent-container.ts";
      throw this.keyError(
        [...node, key],
        `"${key}" of service "${name}" has no counterpart in the agent stack: ${fix}`,
      );
    }
    return {
      name,
      image: this.text(node, "image") ?? this.missing(node, name, "image"),
      containerName: this.text(node, "container_name") ?? name,
      pid: this.text(node, "pid"),
      privileged: this.flag(node, "privileged"),
      restart: this.text(node, "restart"),
      environment: this.list(node, "environment").map((item) => this.variable(item)),
      mounts: this.list(node, "volumes").map((item) => this.mount(item)),
      ports: this.list(node, "ports").map((item) => this.port(item)),
      healthcheck: this.healthcheck(node),
    };
  }

  private variable(node: SourcePath) {
    const text = this.scalar(node);
    const equals = text.indexOf("=");
    if (equals < 1) throw this.error(node, `"${text}" is not KEY=value: give a value, or \${${text}:-default}`);
    return { key: text.slice(0, equals), value: this.interpolation(node, text.slice(equals + 1)) };
  }

  private interpolation(node: SourcePath, text: string): ComposeText {
    const pieces: (string | ComposeVariable)[] = [];
    const pattern = /\$(?:\$|\{(\w+)(?::?-([^}]*))?\}|(\w+))/g;
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      pieces.push(this.plain(node, text.slice(end, match.index)));
      const variable = match[1] ?? match[3];
      pieces.push(variable === undefined ? "$" : { variable, fallback: match[2] ?? "" });
      end = match.index + match[0].length;
    }
    pieces.push(this.plain(node, text.slice(end)));
    return pieces.filter((piece) => piece !== "");
  }

  private plain(node: SourcePath, text: string): string {
    if (!text.includes("$")) return text;
    throw this.error(
      node,
      `"${text}" contains a "$" that is not one of $$, $NAME, \${NAME}, \${NAME-default}, \${NAME:-default}`,
    );
  }

  private mount(node: SourcePath): ComposeMount {
    const text = this.scalar(node);
    const match = /^([^:]+):(\/[^:]*)(?::(ro|rw))?$/.exec(text);
    if (!match) throw this.error(node, `volume "${text}" is not source:target, source:target:ro or source:target:rw`);
    const [, source = "", target = "", mode] = match;
    const kind = source.startsWith("/") ? "host" : source.startsWith(".") ? "file" : "volume";
    if (kind === "volume") this.plainVolume(node, source);
    return { kind, source, target, readOnly: mode === "ro" };
  }

  /** A named volume becomes one of the docker host's own driver, without options. */
  private plainVolume(mount: SourcePath, name: string): void {
    const declared = this.value(["volumes", name]);
    if (declared === undefined) throw this.error(mount, `volume "${name}" is not declared: add it under volumes`);
    if (declared === null || (isObject(declared) && Object.keys(declared).length === 0)) return;
    throw this.error(
      ["volumes", name],
      `the options of volume "${name}" have no counterpart in the agent stack: remove them, or add them to constructs/agent-container.ts`,
    );
  }

  private port(node: SourcePath): ComposePort {
    const text = this.scalar(node);
    const match = /^(?:([\d.]+):)?(\d+):(\d+)(?:\/(tcp|udp))?$/.exec(text);
    if (!match) throw this.error(node, `port "${text}" is not [ip:]published:target[/tcp|/udp]`);
    const [, ip, external, internal, protocol] = match;
    return {
      ip,
      external: Number(external),
      internal: Number(internal),
      protocol: protocol === "udp" ? "udp" : "tcp",
    };
  }

  private healthcheck(service: SourcePath): ComposeHealthcheck | undefined {
    const node = [...service, "healthcheck"];
    if (this.value(node) === undefined) return undefined;
    if (!isObject(this.value(node))) {
      throw this.error(node, "healthcheck is not a mapping with test, interval, timeout, retries");
    }
    for (const key of this.keys(node)) {
      if (["test", "interval", "timeout", "start_period", "retries"].includes(key)) continue;
      throw this.keyError(
        [...node, key],
        `"${key}" of healthcheck is not supported; use test, interval, timeout, start_period, retries`,
      );
    }
    return {
      test: this.list(node, "test").map((item) => this.scalar(item)),
      interval: this.text(node, "interval"),
      timeout: this.text(node, "timeout"),
      start_period: this.text(node, "start_period"),
      retries: this.count(node, "retries"),
    };
  }

  private list(map: SourcePath, key: string): SourcePath[] {
    const value = this.value([...map, key]);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((_, index) => [...map, key, index]);
    throw this.error([...map, key], `${key} is not a list: write one "- …" per line`);
  }

  private text(map: SourcePath, key: string): string | undefined {
    return this.value([...map, key]) === undefined ? undefined : this.literal([...map, key]);
  }

  private count(map: SourcePath, key: string): number | undefined {
    const text = this.text(map, key);
    if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
    throw this.error([...map, key], `${key} is "${text}", not a whole number`);
  }

  private flag(map: SourcePath, key: string): boolean {
    const value = this.value([...map, key]);
    if (value === undefined || typeof value === "boolean") return value ?? false;
    throw this.error([...map, key], `${key} is not true or false`);
  }

  private literal(node: SourcePath): string {
    const text = this.scalar(node);
    if (text.includes("$")) throw this.error(node, `"${text}": \${…} is only supported in environment`);
    return text;
  }

  private scalar(node: SourcePath): string {
    const value = this.value(node);
    if (value !== null && typeof value !== "object") return String(value);
    throw this.error(node, "only the short form is supported here: a string, not a mapping");
  }

  private value(node: SourcePath): unknown {
    return node.reduce<unknown>((value, step) => {
      const inside = isObject(value) || Array.isArray(value);
      return inside && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
    }, this.document?.value);
  }

  private keys(node: SourcePath): string[] {
    return Object.keys(this.value(node) as object);
  }

  private missing(node: SourcePath, name: string, key: string): never {
    throw this.error(node, `service "${name}" has no ${key}`);
  }

  private error(at: SourcePath, message: string): SourceError {
    return this.errorAt(this.document?.span(at)?.start ?? 0, message);
  }

  private keyError(at: SourcePath, message: string): SourceError {
    return this.errorAt(this.document?.keySpan(at)?.start ?? 0, message);
  }

  private errorAt(offset: number, message: string): SourceError {
    return new SourceError([{ file: this.file, ...this.lines.position(offset), message }]);
  }
}
