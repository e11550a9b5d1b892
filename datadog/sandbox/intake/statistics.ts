/** A line or payload that could not be read. */
export interface BadInput {
  /** Its beginning. */
  readonly text: string;
  readonly reason: string;
  /** UNIX seconds. */
  readonly time: number;
}

/** What a statsd client reports about itself, added up since the start. */
export interface ClientTelemetry {
  /** `nodejs 17.1.1 over udp`. */
  readonly client: string;
  /** By the last part of the metric's name: `metrics`, `bytes_sent`, `packets_dropped` … */
  readonly counts: Readonly<Record<string, number>>;
}

/** A socket that DogStatsD listens on. */
export interface SocketStatistics {
  /** `127.0.0.1:8125`, or a path. */
  readonly address: string;
  /** Bytes that the kernel keeps while the process is busy; absent where it does not say. */
  readonly buffer?: number;
  /** Datagrams that the kernel dropped because the buffer was full; absent where it does not say. */
  readonly dropped?: number;
}

/** What came in since the org was made. */
export interface IntakeStatistics {
  readonly dogstatsd: {
    readonly datagrams: number;
    readonly bytes: number;
    /** Values of metrics: of a line with packed values each counts. */
    readonly samples: number;
    readonly events: number;
    readonly checkRuns: number;
    /** Lines that could not be read. */
    readonly bad: number;
    readonly sockets: readonly SocketStatistics[];
    readonly clients: readonly ClientTelemetry[];
  };
  readonly http: {
    /** Points that clients and agents submitted, and those with a timestamp over DogStatsD. */
    readonly points: number;
    /** Requests to the intake whose body could not be read. */
    readonly refused: number;
  };
  readonly logs: number;
  readonly spans: number;
  readonly stored: { readonly metrics: number; readonly series: number; readonly points: number };
  /** Points that were left out, and why. */
  readonly left: {
    /** One series too many in all. */
    readonly series: number;
    /** One series too many of a metric. */
    readonly metricSeries: number;
    /** One point too many. */
    readonly points: number;
    /** Older than the org keeps. */
    readonly old: number;
    /** More than ten minutes ahead of the org's time. */
    readonly future: number;
  };
  /** The latest lines and payloads that could not be read, oldest first. */
  readonly badInputs: readonly BadInput[];
  /** Each thing that whoever runs the sandbox should know, once. */
  readonly warnings: readonly string[];
}

/** How many bad inputs are kept, and how many characters of each. */
const KEPT = { inputs: 20, characters: 200 };

/** The latest of what could not be read. */
export class BadInputs {
  private readonly inputs: BadInput[] = [];

  add(text: string, reason: string, time: number): void {
    this.inputs.push({ text: text.slice(0, KEPT.characters), reason, time });
    if (this.inputs.length > KEPT.inputs) this.inputs.shift();
  }

  all(): readonly BadInput[] {
    return [...this.inputs];
  }
}
