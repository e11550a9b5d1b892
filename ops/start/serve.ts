import { hostname } from "node:os";
import { exportCommand, type Keys, madeUpKeys } from "../../datadog/sandbox/api/keys";
import { type ApiSettings, serveOrg } from "../../datadog/sandbox/api/server";
import { startIntake } from "../../datadog/sandbox/intake";
import type { Org } from "../../datadog/sandbox/org";

/** Where an org listens. */
export interface Listening {
  readonly url: string;
  readonly statsdPort: number;
  readonly keys: Keys;
  /** What one pastes into a shell to send clients there. */
  readonly exportCommand: string;
  readonly stop: () => Promise<void>;
}

interface Settings extends ApiSettings {
  /** Port of the API; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** Called when it stopped, or could not start. @default nothing */
  readonly close?: () => Promise<void>;
  /** Port of DogStatsD; 0 takes any free one. @default 0 */
  readonly statsdPort?: number;
  /** The name of the host that the agent is on, a tag of everything that comes over DogStatsD. @default this machine's */
  readonly host?: string;
  /** @default made up */
  readonly apiKey?: string;
  /** @default made up */
  readonly appKey?: string;
}

/**
 * Serves an org's API and DogStatsD on loopback: both or neither.
 * @throws Error where a port is taken, with how to choose another
 */
export async function serve(org: Org, settings: Settings = {}): Promise<Listening> {
  const { port, statsdPort = 0, host = hostname(), apiKey, appKey, close = async () => undefined } = settings;
  const { saving, faults, requests } = settings;
  const made = madeUpKeys();
  const keys = { apiKey: apiKey || made.apiKey, appKey: appKey || made.appKey };
  const served = await serveOrg(org, { port, keys, saving, faults, requests }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const statsd = await startIntake(org, { port: statsdPort, host }).catch(async (error: unknown) => {
    await served.stop();
    await close();
    throw error;
  });
  return {
    url: served.url,
    statsdPort: statsd.port,
    keys: served.keys,
    exportCommand: exportCommand(served.url, served.keys, statsd.port),
    stop: async () => {
      await Promise.all([served.stop(), statsd.stop()]);
      await close();
    },
  };
}

/**
 * What one reads once an org is served.
 * @param state where its objects are kept @default in memory
 */
export const welcome = ({ url, statsdPort, exportCommand }: Listening, state = "memory") => [
  `A Datadog organization is listening on ${url}, DogStatsD on 127.0.0.1:${statsdPort}. For Terraform, API, and StatsD clients:`,
  "",
  exportCommand,
  "",
  "Its monitors are evaluated every minute. What they change, and new metrics, are shown below.",
  `Everything is kept in ${state}. Press Ctrl-C to stop.`,
];
