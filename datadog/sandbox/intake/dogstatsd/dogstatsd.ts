import { keptTag } from "../../../definitions";
import type { CheckRun, StoredEvent } from "../../events";
import { storedName } from "../../objects/metric-names";
import type { SampleSink, SampleType } from "../../series";
import type { Submission } from "../metrics";
import type { IntakeStatistics } from "../statistics";
import { checkRunIn } from "./check-line";
import { ClientReports } from "./client-reports";
import { eventIn } from "./event-line";
import { BadLine } from "./fields";
import { KnownLines } from "./known-lines";
import { type MetricFields, metricFields, numbersIn } from "./metric-line";

/** Where what was read goes. */
export interface DogStatsDTarget {
  /** UNIX seconds. */
  now(): number;
  sink(metric: string, type: SampleType, tags: readonly string[]): SampleSink;
  submit(submission: Submission): void;
  event(event: StoredEvent): void;
  checkRun(run: CheckRun): void;
  bad(text: string, reason: string): void;
}

/** What the agent adds to everything that it passes on. */
export interface AgentTags {
  /** The host's name; a client's own tag `host:` goes before it. @default none */
  readonly host?: string;
  /** `DD_TAGS` and `DD_ENV` of the agent: `env:demo`. @default none */
  readonly tags?: readonly string[];
}

/** What lines mean that are alike but for their value. */
interface Meaning {
  /** Takes one value of a metric whose values are numbers. */
  readonly sink: SampleSink;
  /** The share of samples that the client sends. */
  readonly rate: number;
  /** Whether the value is one or several numbers; else it is a text, or only counted. */
  readonly isNumber: boolean;
  /** Takes a value that is not plainly one number. @returns how many samples it was: 0 where it cannot be read */
  readonly take: (value: string, now: number) => number;
}

/** How many different lines are remembered; with one more, all are looked up again. */
const MOST_KNOWN = 200_000;

/** The metrics that statsd clients send about themselves. */
const TELEMETRY = "datadog.dogstatsd.client.";

/**
 * The DogStatsD protocol, 1.0 to 1.6: reads datagrams into an intake. Lines stand for themselves: one that cannot be read is
 * counted, and its neighbors in the datagram are stored.
 *
 * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
 */
export class DogStatsD {
  private readonly known = new KnownLines<Meaning>(MOST_KNOWN);
  private readonly clients = new ClientReports();
  private readonly counts = { datagrams: 0, bytes: 0, samples: 0, events: 0, checkRuns: 0, bad: 0 };
  private agent: AgentTags = {};

  constructor(private readonly target: DogStatsDTarget) {}

  /** Says what the agent adds from now on. */
  setAgent(agent: AgentTags): void {
    this.agent = agent;
    this.known.forget();
  }

  /** Reads one datagram. */
  receive(datagram: Buffer): void {
    this.counts.datagrams++;
    this.counts.bytes += datagram.length;
    const { known, counts } = this;
    const now = this.target.now();
    const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
    for (let start = 0; start < datagram.length; start = known.end + 1) {
      const meaning = known.find(datagram, view, start);
      if (meaning?.isNumber && !Number.isNaN(known.value)) {
        meaning.sink.add(known.value, now, meaning.rate);
        counts.samples++;
      } else this.otherLine(datagram, start, meaning, now);
    }
  }

  statistics(): Omit<IntakeStatistics["dogstatsd"], "sockets"> {
    return { ...this.counts, clients: this.clients.all() };
  }

  /** A line that is new, or whose value is not plainly one number. */
  private otherLine(datagram: Buffer, start: number, meaning: Meaning | undefined, now: number): void {
    const { colon, bar, end } = this.known;
    const taken = meaning?.take(datagram.toString("utf8", colon + 1, bar), now) ?? 0;
    this.counts.samples += taken;
    if (taken > 0) return;
    const line = datagram.subarray(start, end);
    const text = line.toString("utf8");
    try {
      if (text.startsWith("_e{")) this.addEvent(line, now);
      else if (text.startsWith("_sc|")) this.addCheckRun(text, now);
      else if (text.trim() !== "") this.addMetric(datagram, start, now);
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      this.counts.bad++;
      this.target.bad(text, error.message);
    }
  }

  private addEvent(line: Buffer, now: number): void {
    const event = eventIn(line, Math.floor(now));
    const tags = this.tagsOf(event.tags ?? [], event.host);
    this.target.event({ ...event, tags, host: event.host ?? hostIn(tags) });
    this.counts.events++;
  }

  private addCheckRun(line: string, now: number): void {
    const run = checkRunIn(line, Math.floor(now));
    this.target.checkRun({ ...run, tags: this.tagsOf(run.tags ?? []) });
    this.counts.checkRuns++;
  }

  /** A metric of which nothing is known yet, or with a timestamp, or that cannot be read. */
  private addMetric(datagram: Buffer, start: number, now: number): void {
    const { colon, bar, end } = this.known;
    if (bar < 0) throw new BadLine("a metric is written name:value|type");
    const name = storedName(datagram.toString("utf8", start, colon));
    if (name === "") throw new BadLine("the name of a metric starts with a letter");
    const fields = metricFields(datagram.toString("utf8", bar + 1, end));
    const value = datagram.toString("utf8", colon + 1, bar);
    if (value === "") throw new BadLine("there is no value");
    if (fields.time !== undefined) {
      this.addTimed(name, fields, numbersIn(value), fields.time);
      return;
    }
    // before the series is made: a bad value makes none
    if (fields.type !== "set") numbersIn(value);
    const meaning = this.meaningOf(name, fields);
    this.known.remember(datagram, start, meaning);
    this.counts.samples += meaning.take(value, now);
  }

  /**
   * A value with a timestamp is stored as it is, at that second: of a counter as the rate over the agent's 10 seconds.
   * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/#dogstatsd-protocol-v13
   */
  private addTimed(metric: string, { type, tags, rate }: MetricFields, values: readonly number[], time: number): void {
    const isCounter = type === "counter";
    const points = values.map((value) => [time, isCounter ? value / Math.min(rate, 1) / FLUSH : value] as const);
    const stored = isCounter ? ({ type: "rate", interval: FLUSH } as const) : ({ type: "gauge" } as const);
    this.target.submit({ metric, ...stored, tags: this.tagsOf(tags), points });
    this.counts.samples += values.length;
  }

  private meaningOf(name: string, { type, tags, rate }: MetricFields): Meaning {
    if (name.startsWith(TELEMETRY)) {
      const take = this.clients.takeFor(name.slice(TELEMETRY.length), tags);
      return { sink: NOWHERE, rate, isNumber: false, take };
    }
    const sink = this.target.sink(name, type, this.tagsOf(tags));
    const addText = (value: string, now: number) => {
      sink.add(value, now, 1);
      return 1;
    };
    const addNumbers = (value: string, now: number) => {
      const numbers = numbersOrNone(value);
      for (const number of numbers) sink.add(number, now, rate);
      return numbers.length;
    };
    const isNumber = type !== "set";
    return { sink, rate, isNumber, take: isNumber ? addNumbers : addText };
  }

  /** Tags as Datadog keeps them, with those of the agent. */
  private tagsOf(tags: readonly string[], host = hostIn(tags) ?? this.agent.host): readonly string[] {
    const own = tags.filter((tag) => !tag.startsWith("host:"));
    const all = [...own, ...(this.agent.tags ?? []), ...(host ? [`host:${host}`] : [])];
    return Object.freeze([...new Set(all.map(keptTag).filter((tag) => tag !== ""))]);
  }
}

const NOWHERE: SampleSink = { add: () => undefined };

/** Seconds over which the agent adds up. */
const FLUSH = 10;

const hostIn = (tags: readonly string[]) => tags.find((tag) => tag.startsWith("host:"))?.slice("host:".length);

function numbersOrNone(text: string): readonly number[] {
  try {
    return numbersIn(text);
  } catch (error) {
    if (error instanceof BadLine) return [];
    throw error;
  }
}
