import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A container of a fake Docker daemon. */
export interface FakeContainer {
  readonly name: string;
  readonly image?: string;
  readonly state?: object;
  readonly env?: readonly string[];
  readonly labels?: object;
  readonly command?: readonly string[];
  readonly networks?: readonly string[];
  readonly log?: string;
  /** What commands print, by their words. */
  readonly commands?: Readonly<Record<string, { readonly text: string; readonly exitCode?: number }>>;
}

/**
 * Serves containers as Docker's Engine API does, on a Unix socket.
 * @see https://docs.docker.com/reference/api/engine/version/v1.47/
 */
export async function fakeDocker(containers: readonly FakeContainer[]) {
  const folder = mkdtempSync(join(tmpdir(), "fake-docker-"));
  const path = join(folder, "docker.sock");
  const execs: { readonly text: string; readonly exitCode: number }[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://docker");
    requests.push(`${request.method} ${url.pathname}`);
    let sent = "";
    for await (const piece of request) sent += piece;
    const [, room, id = "", what = ""] = url.pathname.split("/");
    if (url.pathname === "/containers/json") {
      const listed = containers.map(({ name }) => ({ Id: `id-${name}` }));
      return json(response, listed);
    }
    const container = room === "containers" ? containers.find(({ name }) => `id-${name}` === id) : undefined;
    if (container && what === "exec") {
      const words = (JSON.parse(sent).Cmd as string[]).join(" ");
      const printed = container.commands?.[words] ?? { text: `unknown command: ${words}`, exitCode: 127 };
      execs.push({ exitCode: 0, ...printed });
      return json(response, { Id: String(execs.length) }, 201);
    }
    if (container) {
      return what === "logs" ? response.end(framed(container.log ?? "")) : json(response, inspected(container));
    }
    const exec = execs[Number(id) - 1]!;
    return what === "start" ? response.end(framed(exec.text)) : json(response, { ExitCode: exec.exitCode });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    host: `unix://${path}`,
    requests,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));

const inspected = ({ name, image = "none", state, env, labels, command, networks = [] }: FakeContainer) => ({
  Id: `id-${name}`,
  Name: `/${name}`,
  State: state ?? { Status: "running", ExitCode: 0 },
  Config: { Image: image, Env: env, Labels: labels, Entrypoint: null, Cmd: command, Tty: false },
  NetworkSettings: { Networks: Object.fromEntries(networks.map((network) => [network, {}])) },
  Mounts: [],
});

/** As a container without a terminal writes: frames of a few characters, so that lines are cut in two. */
function framed(text: string): Buffer {
  const whole = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length; at += 50) {
    const piece = whole.subarray(at, at + 50);
    const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
    header.writeUInt32BE(piece.length, 4);
    pieces.push(header, piece);
  }
  return Buffer.concat(pieces);
}
