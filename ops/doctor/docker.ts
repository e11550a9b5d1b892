import { existsSync } from "node:fs";
import { request } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Variables } from "../terraform";

/** What Docker answered, or why it did not. */
export type DockerAnswer =
  | { readonly status: number; readonly body: Buffer }
  | { readonly status: undefined; readonly why: string };

/** A Docker daemon, asked through its API. */
export interface Docker {
  /** `unix:///var/run/docker.sock`, as in `DOCKER_HOST`. */
  readonly host: string;
  /** One request; a body is sent as JSON. Never rejects. */
  readonly ask: (method: "GET" | "POST", path: string, body?: object) => Promise<DockerAnswer>;
}

/** Milliseconds until a request counts as unanswered; `agent status` alone may take some seconds. */
const PATIENCE = 30_000;
/** Bytes of an answer that are read. */
const MOST = 16 * 1024 * 1024;

/**
 * The Docker daemon that `docker` itself would use, contexts aside.
 * @param configured the environment's `agent.dockerHost`
 * @see https://docs.docker.com/reference/api/engine/
 */
export function dockerOf(configured: string | undefined, env: Variables): Docker {
  const host = configured || env.DOCKER_HOST || `unix://${socketHere(env)}`;
  const address = addressOf(host, env);
  if (typeof address === "string") {
    const answer: DockerAnswer = { status: undefined, why: address };
    return { host, ask: async () => answer };
  }
  return { host, ask: (method, path, body) => answerOf(address, method, path, body) };
}

/** The sockets of Docker Engine, Docker Desktop, and rootless Docker. */
function socketHere({ XDG_RUNTIME_DIR }: Variables): string {
  const usual = "/var/run/docker.sock";
  const others = [
    join(homedir(), ".docker/run/docker.sock"),
    ...(XDG_RUNTIME_DIR ? [`${XDG_RUNTIME_DIR}/docker.sock`] : []),
  ];
  return [usual, ...others].find((path) => existsSync(path)) ?? usual;
}

type Address = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** Where to connect, or why that is not done from here. */
function addressOf(host: string, env: Variables): Address | string {
  const local = /^(?:unix|npipe):\/\/(.+)$/.exec(host);
  if (local) return { socketPath: local[1]! };
  if (!/^(tcp|http):\/\//.test(host)) return "only unix://, npipe://, and tcp:// addresses can be asked from here";
  if (env.DOCKER_TLS_VERIFY) return "it needs a TLS client certificate, which is not used here";
  const { hostname, port } = new URL(host.replace(/^tcp:/, "http:"));
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 2375) };
}

function answerOf(address: Address, method: string, path: string, body?: object): Promise<DockerAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    Host: "docker",
    Connection: "close",
    ...(payload === undefined
      ? {}
      : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(payload) }),
  };
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve({ status: undefined, why: error.code ?? error.message });
    const asked = request({ ...address, method, path, headers, signal: AbortSignal.timeout(PATIENCE) }, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on("data", (piece: Buffer) => {
        size += piece.length;
        if (size > MOST) response.destroy(new Error(`answered more than ${MOST} bytes`));
        else pieces.push(piece);
      });
      response.on("error", fail);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }));
    });
    asked.on("error", fail);
    asked.end(payload);
  });
}

/** The JSON of an answer; nothing of one that is not 200 or 201, or not JSON. */
export function jsonOf(answer: DockerAnswer): unknown {
  if (answer.status !== 200 && answer.status !== 201) return undefined;
  try {
    return JSON.parse(answer.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * What a stream of a container without a terminal says: frames with a header of 8 bytes, the last four of which are the length.
 * @see https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerAttach
 */
export function streamText(body: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= body.length; ) {
    const length = body.readUInt32BE(at + 4);
    pieces.push(body.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(pieces).toString("utf8");
}
