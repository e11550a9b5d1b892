import { tracesIn } from "../../datadog/sandbox/intake/traces/decode";
import type { Org } from "../../datadog/sandbox/org";
import { logEntry, spanEntry } from "../../demo/http";
import type { LogLine, Reports, SpanReport, Tags } from "../../demo/reports";

/** The status of a check in DogStatsD's protocol. */
const STATUS = { OK: 0, CRITICAL: 2 } as const;

/** Hands what is reported to an org's intake at once, as what a service sends over UDP and HTTP reaches it. */
export class OrgReports implements Reports {
  private spans = 0;

  /** @param tags of everything: `env:demo` */
  constructor(
    private readonly org: Org,
    private readonly tags: readonly string[],
  ) {}

  count({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.line(`${name}:${value}|c`, tags);
  }

  gauge({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.line(`${name}:${value}|g`, tags);
  }

  sample({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.line(`${name}:${value}|d`, tags);
  }

  time({ name }: { readonly name: string }, value: number, tags: Tags): void {
    this.line(`${name}:${value}|ms`, tags);
  }

  check({ name }: { readonly name: string }, status: keyof typeof STATUS, tags: Tags = {}): void {
    this.line(`_sc|${name}|${STATUS[status]}`, tags);
  }

  log(line: LogLine): void {
    this.org.intake.log(logEntry(line, this.tags));
  }

  span(span: SpanReport): void {
    const body = Buffer.from(JSON.stringify([[spanEntry(span, ++this.spans, this.tags)]]));
    for (const trace of tracesIn(body, "v0.4", true)) this.org.intake.trace(trace);
  }

  /** A line of DogStatsD, without its tags. */
  private line(text: string, tags: Tags): void {
    const all = [...Object.entries(tags).map(([key, value]) => `${key}:${value}`), ...this.tags];
    this.org.intake.dogstatsd.receive(Buffer.from(`${text}|#${all.join(",")}`));
  }
}
