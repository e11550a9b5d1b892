import type { AgentTags } from "./dogstatsd/dogstatsd";
import { openUdpPort } from "./dogstatsd/udp";
import { openUnixSocket } from "./dogstatsd/unix-socket";
import type { Intake } from "./intake";

export { Intake } from "./intake";
export type { LogEntry } from "./logs/entry";
export { type KnownMetric, KnownMetrics, type Submission } from "./metrics";
export type { BadInput, ClientTelemetry, IntakeStatistics, SocketStatistics } from "./statistics";
export type { Span } from "./traces/span";

export interface IntakeSettings extends AgentTags {
  /** UDP port of DogStatsD on 127.0.0.1; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** Path of a Unix datagram socket to listen on as well, where the optional package `unix-dgram` was built. @default none */
  readonly socketPath?: string;
}

/** DogStatsD while it listens. */
export interface RunningIntake {
  /** UDP port on 127.0.0.1. */
  readonly port: number;
  /** Closes the port and the socket. What came in is stored already. */
  readonly stop: () => Promise<void>;
}

/**
 * Listens for DogStatsD on loopback, as an agent on the same host does, and stores what comes in an org. What came in and
 * what was lost is in `org.intake.statistics()`, what deserves attention in `org.intake.warnings`.
 * @throws Error where the port or the path is taken
 */
export async function startIntake(
  { intake }: { readonly intake: Intake },
  { port = 0, socketPath, ...agent }: IntakeSettings = {},
): Promise<RunningIntake> {
  intake.setAgent(agent);
  const udp = await openUdpPort(intake, port);
  const close = await openedSocket(intake, socketPath).catch(async (error: unknown) => {
    await udp.stop();
    throw error;
  });
  const stop = async () => {
    close();
    await udp.stop();
  };
  return { port: udp.port, stop };
}

const openedSocket = async (intake: Intake, path: string | undefined) =>
  path === undefined ? () => undefined : openUnixSocket(intake, path);
