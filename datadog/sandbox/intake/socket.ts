import { createSocket } from "node:dgram";
import type { Org } from "../org";
import { submissionsOf } from "./dogstatsd";

/** A DogStatsD port that feeds an org. */
export interface StatsdPort {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Bytes the kernel keeps while the process is busy: the default loses bursts of some hundred datagrams. */
const receiveBuffer = 4 * 1024 * 1024;

/**
 * Opens a DogStatsD port on loopback; fails with a clear error where it is taken.
 *
 * @param port 0 takes any free one
 */
export function openStatsdPort(org: Org, port: number): Promise<StatsdPort> {
  const socket = createSocket("udp4");
  socket.on("message", (datagram) => {
    const now = Math.floor(org.now() / 1000);
    for (const submission of submissionsOf(datagram.toString("utf8"), now)) org.metrics.submit(submission);
  });
  return new Promise((resolve, reject) => {
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const fix = "choose another port with --statsd-port, or 0 for any free port";
      reject(taken ? new Error(`DogStatsD port ${port} is in use: ${fix}.`) : error);
    });
    socket.bind(port, "127.0.0.1", () => {
      socket.removeAllListeners("error");
      // A datagram that cannot be read is lost, as UDP loses others: it must not end the process.
      socket.on("error", () => undefined);
      socket.setRecvBufferSize(receiveBuffer);
      resolve({ port: socket.address().port, stop: () => new Promise((done) => socket.close(() => done())) });
    });
  });
}
