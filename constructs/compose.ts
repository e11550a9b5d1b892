import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { shownPath } from "./shown-path";

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

/** A compose file that cannot be read, or says something that has no counterpart here; names file, line and column. */
export class ComposeError extends Error {
  override readonly name = "ComposeError";
}

/**
 * Reads one service of a compose file. Nothing is taken from the process's environment.
 * @throws ComposeError naming the line of the first feature that is not known, or is malformed.
 * @see https://docs.docker.com/reference/compose-file/services/
 */
export function readComposeService(file: string, service: string): ComposeService {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ComposeError(`${shownPath(file)}: there is no such compose file`);
  }
  return new Reader(shownPath(file), text).service(service);
}

const KNOWN_KEYS =
  "image, container_name, profiles, pid, ports, volumes, environment, privileged, healthcheck, restart".split(", ");

class Reader {
  private readonly lines = new LineCounter();
  private readonly document;

  constructor(
    private readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines });
    const [error] = this.document.errors;
    if (error) throw this.error(error.pos[0], error.message.split(" at line")[0] ?? error.message);
  }

  service(name: string): ComposeService {
    const node = this.document.getIn(["services", name], true);
    if (!isMap(node)) throw this.error(0, `there is no service "${name}"`);
    for (const { key } of node.items as Pair<Node, Node>[]) {
      if (KNOWN_KEYS.includes(String(key))) continue;
      const fix = "leave it out, or teach constructs/agent-container.ts what it becomes in Terraform";
      throw this.error(key, `"${key}" of service "${name}" has no counterpart in the agent stack: ${fix}`);
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

  private variable(node: Node) {
    const text = this.scalar(node);
    const equals = text.indexOf("=");
    if (equals < 1) throw this.error(node, `"${text}" is no KEY=value: give the value, or \${${text}:-default}`);
    return { key: text.slice(0, equals), value: this.interpolation(node, text.slice(equals + 1)) };
  }

  private interpolation(node: Node, text: string): ComposeText {
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

  private plain(node: Node, text: string): string {
    if (!text.includes("$")) return text;
    throw this.error(
      node,
      `"${text}" holds a "$" that is none of $$, $NAME, \${NAME}, \${NAME-default}, \${NAME:-default}`,
    );
  }

  private mount(node: Node): ComposeMount {
    const text = this.scalar(node);
    const match = /^([^:]+):(\/[^:]*)(?::(ro|rw))?$/.exec(text);
    if (!match) throw this.error(node, `volume "${text}" is not source:target, source:target:ro or source:target:rw`);
    const [, source = "", target = "", mode] = match;
    const kind = source.startsWith("/") ? "host" : source.startsWith(".") ? "file" : "volume";
    if (kind === "volume") this.plainVolume(node, source);
    return { kind, source, target, readOnly: mode === "ro" };
  }

  /** A named volume becomes one of the docker host's own driver, without options. */
  private plainVolume(mount: Node, name: string): void {
    const declared = this.document.getIn(["volumes", name], true) as Node | undefined;
    if (declared === undefined) throw this.error(mount, `volume "${name}" is not declared: add it under volumes`);
    if (isMap(declared) ? declared.items.length === 0 : isScalar(declared) && declared.value === null) return;
    throw this.error(
      declared,
      `the options of volume "${name}" have no counterpart in the agent stack: leave them out, or teach constructs/agent-container.ts what they become in Terraform`,
    );
  }

  private port(node: Node): ComposePort {
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

  private healthcheck(service: YAMLMap): ComposeHealthcheck | undefined {
    const node = service.get("healthcheck", true) as Node | undefined;
    if (node === undefined) return undefined;
    if (!isMap(node)) throw this.error(node, "healthcheck is not a mapping with test, interval, timeout, retries");
    for (const { key } of node.items as Pair<Node, Node>[]) {
      if (["test", "interval", "timeout", "start_period", "retries"].includes(String(key))) continue;
      throw this.error(
        key,
        `"${key}" of healthcheck is not known; known are test, interval, timeout, start_period, retries`,
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

  private list(map: YAMLMap, key: string): Node[] {
    const node = map.get(key, true) as Node | undefined;
    if (node === undefined) return [];
    if (isSeq(node)) return node.items as Node[];
    throw this.error(node, `${key} is not a list: write one "- …" a line`);
  }

  private text(map: YAMLMap, key: string): string | undefined {
    const node = map.get(key, true) as Node | undefined;
    return node === undefined ? undefined : this.literal(node);
  }

  private count(map: YAMLMap, key: string): number | undefined {
    const text = this.text(map, key);
    if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
    throw this.error(map.get(key, true) as Node, `${key} is "${text}", not a whole number`);
  }

  private flag(map: YAMLMap, key: string): boolean {
    const node = map.get(key, true) as Node | undefined;
    if (node === undefined) return false;
    if (isScalar(node) && typeof node.value === "boolean") return node.value;
    throw this.error(node, `${key} is not true or false`);
  }

  private literal(node: Node): string {
    const text = this.scalar(node);
    if (text.includes("$")) throw this.error(node, `"${text}": \${…} is only known in environment`);
    return text;
  }

  private scalar(node: Node): string {
    if (isScalar(node) && node.value !== null) return String(node.value);
    throw this.error(node, "only the short form is known here: one text, not a mapping");
  }

  private missing(node: Node, name: string, key: string): never {
    throw this.error(node, `service "${name}" has no ${key}`);
  }

  private error(at: Node | number, message: string): ComposeError {
    const { line, col } = this.lines.linePos(typeof at === "number" ? at : (at.range?.[0] ?? 0));
    return new ComposeError(`${this.file}:${line}:${col}: ${message}`);
  }
}
