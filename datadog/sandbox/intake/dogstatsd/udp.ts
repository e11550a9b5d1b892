import { createSocket } from "node:dgram";
import type { Intake } from "../intake";
import { droppedDatagrams } from "./kernel";

/** Bytes that the kernel is asked to keep while the process is busy: the default loses bursts of some hundred datagrams. */
const BUFFER = 4 * 1024 * 1024;

/** A DogStatsD port. */
export interface UdpPort {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * Opens a DogStatsD port on 127.0.0.1.
 * @param port 0 takes any free one
 * @throws Error where the port is taken, with how to choose another
 */
export async function openUdpPort(intake: Intake, port: number): Promise<UdpPort> {
  const socket = createSocket("udp4");
  socket.on("message", (datagram) => intake.dogstatsd.receive(datagram));
  await new Promise<void>((resolve, reject) => {
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const fix = "choose another port with --statsd-port, or 0 for any free port";
      reject(taken ? new Error(`DogStatsD port ${port} is in use: ${fix}.`) : error);
    });
    socket.bind(port, "127.0.0.1", resolve);
  });
  socket.removeAllListeners("error");
  // A datagram that cannot be read is lost, as UDP loses others: it must not end the process.
  socket.on("error", () => undefined);
  socket.setRecvBufferSize(BUFFER);
  const bound = socket.address().port;
  const remove = intake.addSocket(() => ({
    address: `127.0.0.1:${bound}`,
    buffer: socket.getRecvBufferSize(),
    dropped: droppedDatagrams(bound),
  }));
  const stop = () => {
    remove();
    return new Promise<void>((done) => socket.close(() => done()));
  };
  return { port: bound, stop };
}
