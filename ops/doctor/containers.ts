import { isObject, listOf, objectOf, stringOf, stringsOf } from "../../datadog/json";
import { type Docker, jsonOf, streamText } from "./docker";

/** What the checks read of a container. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** `running`, `exited`, `restarting`. */
  readonly status: string;
  readonly exitCode: number;
  /** `healthy`, `unhealthy`, `starting`. @default it has no health check */
  readonly health?: string;
  readonly env: ReadonlyMap<string, string>;
  readonly labels: Readonly<Record<string, unknown>>;
  /** Entrypoint and command. */
  readonly command: readonly string[];
  readonly networks: readonly string[];
  /** Whether its output is that of a terminal, without frames. */
  readonly tty: boolean;
  /** Paths in the container that something is mounted at. */
  readonly mounts: readonly string[];
}

/** All containers of a daemon, those that were stopped too; else why they are not known. */
export async function containersOf(docker: Docker): Promise<readonly Container[] | { readonly why: string }> {
  const answer = await docker.ask("GET", "/containers/json?all=true");
  const listed = jsonOf(answer);
  if (!Array.isArray(listed)) {
    return { why: answer.status === undefined ? answer.why : `it answered ${answer.status}` };
  }
  const ids = listed.flatMap((one) => stringOf(objectOf(one).Id) ?? []);
  const found = await Promise.all(ids.map((id) => docker.ask("GET", `/containers/${encodeURIComponent(id)}/json`)));
  return found.map(jsonOf).filter(isObject).map(containerOf);
}

function containerOf(body: object): Container {
  const { Id, Name, State, Config, NetworkSettings, Mounts } = objectOf(body);
  const state = objectOf(State);
  const config = objectOf(Config);
  const health = stringOf(objectOf(state.Health).Status);
  return {
    id: String(Id),
    name: String(Name).replace(/^\//, ""),
    image: stringOf(config.Image) ?? "",
    status: stringOf(state.Status) ?? "unknown",
    exitCode: Number(state.ExitCode ?? 0),
    ...(health === undefined ? {} : { health }),
    env: new Map(stringsOf(config.Env).map((line) => splitAt(line, line.indexOf("=")))),
    labels: objectOf(config.Labels),
    command: [...stringsOf(config.Entrypoint), ...stringsOf(config.Cmd)],
    networks: Object.keys(objectOf(objectOf(NetworkSettings).Networks)),
    tty: config.Tty === true,
    mounts: listOf(Mounts).flatMap((mount) => stringOf(objectOf(mount).Destination) ?? []),
  };
}

const splitAt = (line: string, at: number) =>
  at < 0 ? ([line, ""] as const) : ([line.slice(0, at), line.slice(at + 1)] as const);

/** What a command in a running container printed, and how it ended; else why it was not run. */
export async function runIn(
  docker: Docker,
  { id }: Container,
  command: readonly string[],
): Promise<{ readonly text: string; readonly exitCode: number } | { readonly why: string }> {
  const created = await docker.ask("POST", `/containers/${encodeURIComponent(id)}/exec`, {
    AttachStdout: true,
    AttachStderr: true,
    Cmd: command,
  });
  const exec = stringOf(objectOf(jsonOf(created)).Id);
  if (exec === undefined)
    return { why: created.status === undefined ? created.why : `Docker answered ${created.status}` };
  const started = await docker.ask("POST", `/exec/${encodeURIComponent(exec)}/start`, { Detach: false, Tty: false });
  if (started.status !== 200)
    return { why: started.status === undefined ? started.why : `Docker answered ${started.status}` };
  const { ExitCode } = objectOf(jsonOf(await docker.ask("GET", `/exec/${encodeURIComponent(exec)}/json`)));
  return { text: streamText(started.body), exitCode: typeof ExitCode === "number" ? ExitCode : 0 };
}

/** The last lines of a container's log; else why they are not known. */
export async function tailOf(
  docker: Docker,
  { id, tty }: Container,
  lines: number,
): Promise<readonly string[] | { readonly why: string }> {
  const answer = await docker.ask(
    "GET",
    `/containers/${encodeURIComponent(id)}/logs?stdout=true&stderr=true&tail=${lines}`,
  );
  if (answer.status === undefined) return { why: answer.why };
  if (answer.status !== 200) return { why: `Docker answered ${answer.status}` };
  return (tty ? answer.body.toString("utf8") : streamText(answer.body)).split(/\r?\n/);
}
