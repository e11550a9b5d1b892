import type { ClientTelemetry } from "../statistics";
import { numberIn } from "./fields";

/** How many clients are told apart, and how many counts of each. */
const MOST = { clients: 100, counts: 50 };

/**
 * What statsd clients say about themselves (`datadog.dogstatsd.client.metrics` and its kin): kept apart from the metrics of
 * the services.
 */
export class ClientReports {
  private readonly clients = new Map<string, Map<string, number>>();

  /** Takes the values of one count of one client. */
  takeFor(name: string, tags: readonly string[]) {
    const counts = this.countsOf(clientIn(tags));
    return (value: string): number => {
      const number = numberIn(value);
      if (!Number.isFinite(number)) return 0;
      if (counts.has(name) || counts.size < MOST.counts) counts.set(name, (counts.get(name) ?? 0) + number);
      return 1;
    };
  }

  all(): readonly ClientTelemetry[] {
    return [...this.clients].map(([client, counts]) => ({ client, counts: Object.fromEntries(counts) }));
  }

  private countsOf(client: string): Map<string, number> {
    const known = this.clients.get(client);
    if (known) return known;
    const counts = new Map<string, number>();
    if (this.clients.size < MOST.clients) this.clients.set(client, counts);
    return counts;
  }
}

/** `nodejs 17.1.1 over udp`. */
function clientIn(tags: readonly string[]): string {
  const value = (key: string) => tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
  const name = [value("client") ?? "a client", value("client_version")].filter((part) => part !== undefined).join(" ");
  const transport = value("client_transport");
  return transport === undefined ? name : `${name} over ${transport}`;
}
