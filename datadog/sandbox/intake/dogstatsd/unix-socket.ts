import { lstatSync, rmSync } from "node:fs";
import type { Intake } from "../intake";

/** What of the optional package `unix-dgram` is used: Node itself has no datagram sockets of this kind. */
interface UnixDatagrams {
  createSocket(type: "unix_dgram", onMessage: (datagram: Buffer) => void): UnixSocket;
}

interface UnixSocket {
  bind(path: string): void;
  close(): void;
  on(event: "error" | "listening", listener: (error: NodeJS.ErrnoException) => void): void;
}

/**
 * Opens a Unix datagram socket for DogStatsD, as an agent does at `/var/run/datadog/dsd.socket`. Where `unix-dgram` was not
 * built when the packages were installed, the intake warns that there is none.
 * @param load where the package comes from @default `require`
 * @returns how to close it
 * @throws Error where the path is taken by another file, or its folder is missing
 */
export function openUnixSocket(intake: Intake, path: string, load = loadPackage): () => void {
  const datagrams = load();
  if (datagrams === undefined) {
    intake.warnings.add(
      "unix socket",
      `DogStatsD does not listen on ${path}: the optional package unix-dgram is not available on this machine. Clients can use UDP.`,
    );
    return () => undefined;
  }
  removeStale(path);
  let failure: Error | undefined;
  const socket = datagrams.createSocket("unix_dgram", (datagram) => intake.dogstatsd.receive(datagram));
  // A datagram that cannot be read is lost: it must not end the process.
  socket.on("error", (error) => {
    failure ??= error;
  });
  socket.bind(path);
  if (failure !== undefined) throw new Error(`DogStatsD cannot listen on ${path}: ${failure.message}.`);
  const remove = intake.addSocket(() => ({ address: path }));
  return () => {
    remove();
    socket.close();
    rmSync(path, { force: true });
  };
}

function loadPackage(): UnixDatagrams | undefined {
  try {
    return require("unix-dgram") as UnixDatagrams;
  } catch {
    return undefined;
  }
}

/** A socket that an earlier process left behind would keep the path taken. */
function removeStale(path: string): void {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return;
  if (!file.isSocket()) throw new Error(`DogStatsD cannot listen on ${path}: there is another file.`);
  rmSync(path);
}
