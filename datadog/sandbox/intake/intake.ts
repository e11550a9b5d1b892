import {
  keptTag,
  type LogPipelineDefinition,
  type LogsMetricDefinition,
  type SpansMetricDefinition,
} from "../../definitions";
import type { JsonObject } from "../../json";
import type { CheckRun, EventStore, StoredEvent } from "../events";
import { storedName } from "../objects/metric-names";
import type { LeftOut, SampleSink, SampleType, SeriesStore } from "../series";
import { type AgentTags, DogStatsD } from "./dogstatsd/dogstatsd";
import { GeneratedMetric } from "./generated-metrics";
import { type LogEntry, logOf } from "./logs/entry";
import { eventOf } from "./logs/log";
import { compilePipeline } from "./logs/pipelines";
import type { Step } from "./logs/processors";
import type { KnownMetrics, Submission } from "./metrics";
import type { SubmittedSketch } from "./payloads/sketches";
import { BadInputs, type IntakeStatistics, type SocketStatistics } from "./statistics";
import { eventOfSpan, type Span } from "./traces/span";
import { addTraceMetrics } from "./traces/trace-metrics";
import { Warnings } from "./warnings";

/** Objects of one kind. */
interface Objects {
  all(): readonly { readonly definition: JsonObject }[];
}

/** What an org gives its intake to fill. */
export interface IntakeTarget {
  readonly series: SeriesStore;
  readonly events: EventStore;
  readonly metrics: KnownMetrics;
  /** In the order in which logs go through them. */
  readonly logsPipelines: Objects;
  readonly logsMetrics: Objects;
  readonly spansMetrics: Objects;
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
  private readonly counts = { points: 0, future: 0, logs: 0, spans: 0, refused: 0 };
  /** What was made of a definition: a changed object has another one. */
  private readonly steps = new WeakMap<JsonObject, Step>();
  private readonly generated = new WeakMap<JsonObject, GeneratedMetric>();
  private agent: AgentTags = {};

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
    const points = submission.points.filter(([time]) => this.isPresent(time, submission.metric));
    this.target.metrics.submit({ ...submission, tags: (submission.tags ?? []).map(keptTag), points });
    this.counts.points += submission.points.length;
  }

  /** Stores the samples of a distribution, as an agent submits them. */
  sketch({ metric, tags, time, ...sketched }: SubmittedSketch): void {
    const name = storedName(metric);
    if (name === "" || !this.isPresent(time, name)) return;
    this.target.series.submitSketch(name, tags.map(keptTag), time, sketched);
    this.counts.points += sketched.count;
  }

  /** Whether Datadog would take a point of this time; counts it where not. */
  private isPresent(time: number, metric: string): boolean {
    if (time <= this.now() + FUTURE) return true;
    this.counts.future++;
    this.warnings.add(
      "future",
      `Points more than 10 minutes in the future are dropped, as at Datadog (the first: ${metric}). Timestamps are in seconds, not milliseconds.`,
    );
    return false;
  }

  /** Says what the agent adds from now on to what reaches it. */
  setAgent(agent: AgentTags): void {
    this.agent = agent;
    this.dogstatsd.setAgent(agent);
  }

  /** Stores an event as it is. */
  event(event: StoredEvent): void {
    this.target.events.add(event);
  }

  /**
   * Runs a log through the pipelines that are on and stores what they made of it; the metrics made of logs count it.
   * @see https://docs.datadoghq.com/logs/log_configuration/pipelines/
   */
  log(entry: LogEntry): void {
    this.counts.logs++;
    const log = logOf(entry, this.target.now());
    for (const { definition } of this.target.logsPipelines.all()) {
      if (definition.is_enabled === true) this.pipelineOf(definition)(log);
    }
    this.warnOfDate(log.time);
    this.store(eventOf(log), this.target.logsMetrics);
  }

  /** Stores the spans of a trace, or of a part of it; the metrics of traces, and those made of spans, count them. */
  trace(spans: readonly Span[]): void {
    this.counts.spans += spans.length;
    const { host, tags = [] } = this.agent;
    const sinkOf = this.sink.bind(this);
    addTraceMetrics(spans, [...tags, ...(host ? [`host:${host}`] : [])], sinkOf);
    for (const span of spans) this.store(eventOfSpan(span, host), this.target.spansMetrics);
  }

  private store(event: StoredEvent, metrics: Objects): void {
    this.target.events.add(event);
    for (const { definition } of metrics.all()) this.generatedOf(definition).add(event);
  }

  private pipelineOf(definition: JsonObject): Step {
    const known = this.steps.get(definition);
    if (known) return known;
    const step = compilePipeline(definition as unknown as LogPipelineDefinition, (type) =>
      this.warnings.add(
        `processor ${type}`,
        `Log processors of type ${type} are not run in the sandbox: they need data that only Datadog has.`,
      ),
    );
    this.steps.set(definition, step);
    return step;
  }

  private generatedOf(definition: JsonObject): GeneratedMetric {
    const known = this.generated.get(definition);
    if (known) return known;
    const metric = new GeneratedMetric(
      definition as unknown as LogsMetricDefinition | SpansMetricDefinition,
      this.sink.bind(this),
    );
    this.generated.set(definition, metric);
    return metric;
  }

  /** @param time milliseconds since 1970 */
  private warnOfDate(time: number): void {
    const hours = (time - this.target.now()) / 3_600_000;
    if (hours >= -18 && hours <= 2) return;
    this.warnings.add(
      "dates of logs",
      `A log is dated ${new Date(time).toISOString()}: Datadog drops logs that are more than 18 hours old or 2 hours ahead. The sandbox keeps them.`,
    );
  }

  checkRun(run: CheckRun): void {
    this.target.events.addRun(run);
  }

  /** Remembers what could not be read. */
  bad(text: string, reason: string): void {
    this.badInputs.add(text, reason, this.now());
  }

  /** Remembers a request that was refused. */
  refused(request: string, reason: string): void {
    this.counts.refused++;
    this.bad(request, reason);
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
      http: { points: this.counts.points, refused: this.counts.refused },
      logs: this.counts.logs,
      spans: this.counts.spans,
      stored: { metrics: series.metrics().length, series: series.size, points: series.points },
      left: { ...series.left, future: this.counts.future },
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
