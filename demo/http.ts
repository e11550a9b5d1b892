import type { LogLine, SpanReport } from "./reports";

export interface HttpSettings {
  /** Where logs and traces are taken: `http://127.0.0.1:8126`. */
  readonly url: string;
  readonly apiKey: string;
  /** Tags of everything: `env:demo`. */
  readonly tags: readonly string[];
}

/** Log lines and spans that wait to be sent over HTTP, as an agent sends the ones and a tracer the others. */
export class HttpReports {
  private logs: object[] = [];
  private traces: object[][] = [];
  private count = 0;

  constructor(private readonly settings: HttpSettings) {}

  log(line: LogLine): void {
    this.logs.push(logEntry(line, this.settings.tags));
  }

  /** Each span is a trace of its own. */
  span(span: SpanReport): void {
    this.traces.push([spanEntry(span, ++this.count, this.settings.tags)]);
  }

  /** Sends all; resolves once it was taken, or could not be. */
  async flush(): Promise<void> {
    const { logs, traces } = this;
    [this.logs, this.traces] = [[], []];
    await Promise.all([this.post("/api/v2/logs", logs), this.post("/v0.4/traces", traces)]);
  }

  private async post(path: string, items: readonly object[]): Promise<void> {
    if (items.length === 0) return;
    const headers = { "content-type": "application/json", "dd-api-key": this.settings.apiKey };
    // what cannot be sent is lost, as it is with an agent that is gone
    await fetch(`${this.settings.url}${path}`, { method: "POST", headers, body: JSON.stringify(items) })
      .then((answer) => answer.arrayBuffer())
      .catch(() => undefined);
  }
}

/** A log line as `/api/v2/logs` takes it. */
export const logEntry = ({ source, service, message }: LogLine, tags: readonly string[]) => ({
  ddsource: source,
  ddtags: tags.join(","),
  service,
  message,
});

/**
 * A span, the only one of its trace, as `/v0.4/traces` takes it.
 * @param id of the span and its trace, above 0
 * @param tags `env:` of these is the span's
 */
export function spanEntry(span: SpanReport, id: number, tags: readonly string[]) {
  const { service, operation, resource, end, seconds, isError } = span;
  const [, env] = tags.find((tag) => tag.startsWith("env:"))?.split(":") ?? [];
  return {
    service,
    name: operation.name.replace(/^trace\./, ""),
    resource,
    type: "web",
    trace_id: id,
    span_id: id,
    parent_id: 0,
    start: Math.round((end - seconds) * 1e9),
    duration: Math.round(seconds * 1e9),
    error: isError ? 1 : 0,
    meta: env === undefined ? {} : { env },
    metrics: { _top_level: 1 },
  };
}
