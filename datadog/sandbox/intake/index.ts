import type { AgentTags } from "./dogstatsd/dogstatsd";
import { openUdpPort } from "./dogstatsd/udp";
import type { Intake } from "./intake";

export { Intake } from "./intake";
export type { LogEntry } from "./logs/entry";
export { type KnownMetric, KnownMetrics, type Submission } from "./metrics";
export type { BadInput, ClientTelemetry, IntakeStatistics, SocketStatistics } from "./statistics";
export type { Span } from "./traces/span";

export interface IntakeSettings extends AgentTags {
  /** UDP port of DogStatsD on 127.0.0.1; 0 takes any free one. @default 0 */
  readonly port?: number;
}

/** DogStatsD while it listens. */
export interface RunningIntake {
  /** UDP port on 127.0.0.1. */
  readonly port: number;
  /** Closes the port. What came in is stored already. */
  readonly stop: () => Promise<void>;
}

/**
 * Listens for DogStatsD on loopback, as an agent on the same host does, and stores what comes in an org. What came in and
 * what was lost is in `org.intake.statistics()`, what deserves attention in `org.intake.warnings`.
 * @throws Error where the port is taken, with how to choose another
 */
export async function startIntake(
  { intake }: { readonly intake: Intake },
  { port = 0, ...agent }: IntakeSettings = {},
): Promise<RunningIntake> {
  intake.setAgent(agent);
  return openUdpPort(intake, port);
}
