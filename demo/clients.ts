import { StatsD } from "hot-shots";
import { HttpReports, type HttpSettings } from "./http";
import type { LogLine, Reports, SpanReport, Tags } from "./reports";

export interface ClientSettings extends HttpSettings {
  /** DogStatsD's UDP port on 127.0.0.1. */
  readonly statsdPort: number;
}

/** Bytes of a datagram that fits into a packet of the network. */
const DATAGRAM = 1432;

/** Reports as a service does: metrics and checks through a StatsD client over UDP, logs and spans over HTTP. */
export class Clients implements Reports {
  /** The names of the metrics that were reported. */
  readonly names = new Set<string>();
  private readonly client: StatsD;
  private readonly http: HttpReports;

  constructor({ statsdPort: port, ...settings }: ClientSettings) {
    const { tags } = settings;
    this.http = new HttpReports(settings);
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
    this.http.log(line);
  }

  span(span: SpanReport): void {
    this.names.add(span.operation.name);
    this.http.span(span);
  }

  /** Sends the metrics and checks that were reported; resolves once the kernel has them. */
  flush(): Promise<void> {
    return new Promise((resolve) => this.client.flush(() => resolve()));
  }

  /** Sends the logs and spans that were reported: they carry their time, so that they can wait. */
  flushHttp(): Promise<void> {
    return this.http.flush();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.client.close(() => resolve()));
  }
}
