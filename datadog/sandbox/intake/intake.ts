import type { CheckRun, EventStore, StoredEvent } from "../events";
import type { LeftOut, SampleSink, SampleType, SeriesStore } from "../series";
import { DogStatsD } from "./dogstatsd/dogstatsd";
import type { KnownMetrics, Submission } from "./metrics";
import { BadInputs, type IntakeStatistics, type SocketStatistics } from "./statistics";
import { Warnings } from "./warnings";

/** What an org gives its intake to fill. */
export interface IntakeTarget {
  readonly series: SeriesStore;
  readonly events: EventStore;
  readonly metrics: KnownMetrics;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Seconds that a point may be ahead of the org's time, as in Datadog's API. */
const FUTURE = 600;

/**
 * Everything that reaches an org from outside goes through here: it is counted, bounded, and stored. DogStatsD's sockets and
 * the HTTP API only read what clients send.
 */
export class Intake {
  readonly dogstatsd: DogStatsD;
  readonly warnings = new Warnings();
  private readonly badInputs = new BadInputs();
  private readonly sockets = new Set<() => SocketStatistics>();
  private future = 0;

  constructor(private readonly target: IntakeTarget) {
    this.dogstatsd = new DogStatsD(this);
  }

  /** The org's time in UNIX seconds. */
  now(): number {
    return this.target.now() / 1000;
  }

  /** Where the samples of a client's series go; where there is no room for it, they are only counted. */
  sink(metric: string, type: SampleType, tags: readonly string[]): SampleSink {
    const { series } = this.target;
    const sink = series.sink(metric, type, tags);
    if (typeof sink !== "string") return sink;
    this.warnOfSeries(metric, sink);
    return { add: () => series.left[sink]++ };
  }

  /** Stores points as an agent or a client of the API submits them; those too far ahead are left out, as at Datadog. */
  submit(submission: Submission): void {
    const latest = this.now() + FUTURE;
    const points = submission.points.filter(([time]) => time <= latest);
    const late = submission.points.length - points.length;
    if (late > 0) {
      this.future += late;
      this.warnings.add(
        "future",
        `Points more than 10 minutes in the future are dropped, as at Datadog (the first: ${submission.metric}). Timestamps are in seconds, not milliseconds.`,
      );
    }
    this.target.metrics.submit({ ...submission, points });
  }

  /** Stores a log line, an event, or a span as it is. */
  event(event: StoredEvent): void {
    this.target.events.add(event);
  }

  checkRun(run: CheckRun): void {
    this.target.events.addRun(run);
  }

  /** Remembers what could not be read. */
  bad(text: string, reason: string): void {
    this.badInputs.add(text, reason, this.now());
  }

  /** Shows a socket in the statistics. @returns how to take it out again */
  addSocket(socket: () => SocketStatistics): () => void {
    this.sockets.add(socket);
    return () => {
      const last = socket();
      this.sockets.delete(socket);
      this.warnOfLoss(last);
    };
  }

  /** What came in since the org was made. */
  statistics(): IntakeStatistics {
    const sockets = [...this.sockets].map((socket) => socket());
    for (const socket of sockets) this.warnOfLoss(socket);
    const { series } = this.target;
    if (series.left.points > 0) {
      this.warnings.add(
        "points",
        `The sandbox keeps ${count(series.points)} points, its limit: later ones are dropped.`,
      );
    }
    return {
      dogstatsd: { ...this.dogstatsd.statistics(), sockets },
      stored: { metrics: series.metrics().length, series: series.size, points: series.points },
      left: { ...series.left, future: this.future },
      badInputs: this.badInputs.all(),
      warnings: this.warnings.all(),
    };
  }

  private warnOfSeries(metric: string, reason: LeftOut): void {
    const { series } = this.target;
    if (reason === "metricSeries") {
      this.warnings.add(
        `series of ${metric}`,
        `${metric} has ${count(series.tagSets(metric).length)} different sets of tags, the most that the sandbox keeps of one metric: others are dropped. A tag such as a request or user ID makes a new series with each value.`,
      );
    } else {
      this.warnings.add(
        "series",
        `The sandbox keeps ${count(series.size)} series, its limit: new ones are dropped (the first: ${metric}).`,
      );
    }
  }

  private warnOfLoss({ address, buffer, dropped = 0 }: SocketStatistics): void {
    if (dropped === 0) return;
    this.warnings.add(
      `loss at ${address}`,
      `The kernel dropped datagrams at ${address} because its buffer of ${count(buffer ?? 0)} bytes was full. Let clients pack metrics into larger datagrams, or raise the limit: sudo sysctl -w net.core.rmem_max=8388608.`,
    );
  }
}

const count = (number: number) => number.toLocaleString("en-US");
