import { StatsD } from "hot-shots";
import type { LogLine, Reports, Tags } from "./reports";

export interface StatsdSettings {
  /** DogStatsD's UDP port on 127.0.0.1. */
  readonly port: number;
  /** Tags of everything: `env:demo`. */
  readonly tags: readonly string[];
  /** Where log lines go: DogStatsD takes none. @default nowhere */
  readonly log?: (line: LogLine) => void;
}

/** Bytes of a datagram that fits into a packet of the network. */
const DATAGRAM = 1432;

/** Reports through a StatsD client over UDP, as a service does. */
export class StatsdReports implements Reports {
  /** The names of the metrics that were reported. */
  readonly names = new Set<string>();
  private readonly client: StatsD;
  private readonly tell: (line: LogLine) => void;

  constructor({ port, tags, log = () => undefined }: StatsdSettings) {
    this.tell = log;
    this.client = new StatsD({
      host: "127.0.0.1",
      port,
      globalTags: [...tags],
      maxBufferSize: DATAGRAM,
      // Sent by `flush` alone, so that the same reports make the same datagrams
      bufferFlushInterval: 2 ** 30,
      // What this process's own environment says is about another service
      includeDataDogTags: false,
      // A datagram that cannot be sent is lost, as UDP loses others
      errorHandler: () => undefined,
    });
  }

  count({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.names.add(name);
    this.client.increment(name, value, tags);
  }

  gauge({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.names.add(name);
    this.client.gauge(name, value, tags);
  }

  sample({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.names.add(name);
    this.client.distribution(name, value, tags);
  }

  time({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.names.add(name);
    this.client.timing(name, value, tags);
  }

  check({ name }: { readonly name: string }, status: "OK" | "CRITICAL", tags: Tags = {}): void {
    this.client.check(name, this.client.CHECKS[status], undefined, tags);
  }

  log(line: LogLine): void {
    this.tell(line);
  }

  /** Sends what was reported; resolves once the kernel has it. */
  flush(): Promise<void> {
    return new Promise((resolve) => this.client.flush(() => resolve()));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.client.close(() => resolve()));
  }
}
