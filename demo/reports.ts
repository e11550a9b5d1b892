/** Tags by their key. */
export type Tags = Readonly<Record<string, string>>;

/** A metric or a service check of `metrics/`. */
interface Named {
  readonly name: string;
}

/** A line that a component writes to its log. */
export interface LogLine {
  /** The technology, by which a log pipeline is chosen: `prefect`. */
  readonly source: string;
  readonly service: string;
  readonly message: string;
}

/** A span of a component's: the work on one request, or one run. */
export interface SpanReport {
  readonly service: string;
  /** The metric of such spans: `trace.fastapi.request`. */
  readonly operation: Named;
  readonly resource: string;
  /** UNIX seconds. */
  readonly end: number;
  readonly seconds: number;
  readonly isError: boolean;
}

/** Where a component reports: what a StatsD client, a logger, and a tracer offer. */
export interface Reports {
  /** Adds to a counter. */
  count(metric: Named, value: number, tags: Tags): void;
  gauge(metric: Named, value: number, tags: Tags): void;
  /** One sample of a distribution. */
  sample(metric: Named, value: number, tags: Tags): void;
  /** One sample of a timer, in the metric's unit. */
  time(metric: Named, value: number, tags: Tags): void;
  check(check: Named, status: "OK" | "CRITICAL", tags?: Tags): void;
  log(line: LogLine): void;
  span(span: SpanReport): void;
}
