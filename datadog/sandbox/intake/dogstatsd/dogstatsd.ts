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

/** Where the values of lines go that are alike but for their value. */
type Take = (text: string, start: number, end: number, now: number) => number;

/** How many different lines are remembered; with one more, all are looked up again. */
const MOST_KNOWN = 200_000;

/** The metrics that statsd clients send about themselves. */
const TELEMETRY = "datadog.dogstatsd.client.";

/**
 * The DogStatsD protocol, 1.0 to 1.6: reads datagrams into an intake. Lines stand for themselves: one that cannot be read is
 * counted, and its neighbors in the datagram are stored.
 *
 * A client sends the same name, type, and tags again and again: what they mean is looked up by the bytes around the value.
 *
 * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
 */
export class DogStatsD {
  /** By what is before the value, then by what is behind it. */
  private known = new Map<string, Map<string, Take>>();
  private knownCount = 0;
  private readonly clients = new ClientReports();
  private readonly counts = { datagrams: 0, bytes: 0, samples: 0, events: 0, checkRuns: 0, bad: 0 };
  private agent: AgentTags = {};

  constructor(private readonly target: DogStatsDTarget) {}

  /** Says what the agent adds from now on. */
  setAgent(agent: AgentTags): void {
    this.agent = agent;
    this.forget();
  }

  /** Reads one datagram. */
  receive(datagram: Buffer): void {
    this.counts.datagrams++;
    this.counts.bytes += datagram.length;
    const now = this.target.now();
    // one character a byte: only what is new is decoded
    const text = datagram.toString("latin1");
    const { length } = text;
    let colon = -1;
    let bar = -1;
    for (let start = 0; start < length; ) {
      let end = text.indexOf("\n", start);
      if (end < 0) end = length;
      if (end > start) {
        // a mark that is beyond this line need not be looked for again
        if (colon < start) colon = orEnd(text.indexOf(":", start), length);
        if (bar < start) bar = orEnd(text.indexOf("|", start), length);
        this.line(text, start, end, colon, bar, now);
      }
      start = end + 1;
    }
  }

  statistics(): Omit<IntakeStatistics["dogstatsd"], "sockets"> {
    return { ...this.counts, clients: this.clients.all() };
  }

  private line(text: string, start: number, end: number, colon: number, bar: number, now: number): void {
    if (colon < bar && bar < end) {
      const take = this.known.get(text.slice(start, colon))?.get(text.slice(bar, end));
      if (take !== undefined) {
        const taken = take(text, colon + 1, bar, now);
        if (taken > 0) {
          this.counts.samples += taken;
          return;
        }
      }
    }
    this.newLine(text.slice(start, end), now);
  }

  /** A line of which nothing is known yet. */
  private newLine(line: string, now: number): void {
    const bytes = Buffer.from(line, "latin1");
    try {
      if (line.startsWith("_e{")) {
        this.addEvent(bytes, now);
      } else if (line.startsWith("_sc|")) {
        this.addCheckRun(bytes, now);
      } else if (line.trim() !== "") {
        this.addMetric(bytes, now);
      }
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      this.counts.bad++;
      this.target.bad(bytes.toString("utf8"), error.message);
    }
  }

  private addEvent(line: Buffer, now: number): void {
    const event = eventIn(line, Math.floor(now));
    const tags = this.tagsOf(event.tags ?? [], event.host);
    this.target.event({ ...event, tags, host: event.host ?? hostIn(tags) });
    this.counts.events++;
  }

  private addCheckRun(line: Buffer, now: number): void {
    const run = checkRunIn(line.toString("utf8"), Math.floor(now));
    this.target.checkRun({ ...run, tags: this.tagsOf(run.tags ?? []) });
    this.counts.checkRuns++;
  }

  private addMetric(line: Buffer, now: number): void {
    const bar = line.indexOf("|");
    const colon = line.indexOf(":");
    if (colon < 0 || bar < colon) throw new BadLine("a metric is written name:value|type");
    const name = storedName(line.toString("utf8", 0, colon));
    if (name === "") throw new BadLine("the name of a metric starts with a letter");
    const fields = metricFields(line.toString("utf8", bar + 1));
    const value = line.toString("latin1", colon + 1, bar);
    if (value === "") throw new BadLine("there is no value");
    if (fields.time !== undefined) {
      this.addTimed(name, fields, numbersIn(value), fields.time);
      return;
    }
    // before the series is made: a bad value makes none
    if (fields.type !== "set") numbersIn(value);
    const take = this.takeFor(name, fields);
    this.remember(line.toString("latin1", 0, colon), line.toString("latin1", bar), take);
    this.counts.samples += take(value, 0, value.length, now);
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

  private takeFor(name: string, fields: MetricFields): Take {
    if (name.startsWith(TELEMETRY)) return this.clients.takeFor(name.slice(TELEMETRY.length), fields.tags);
    const { type, rate } = fields;
    const sink = this.target.sink(name, type, this.tagsOf(fields.tags));
    if (type === "set") {
      return (text, start, end, now) => {
        sink.add(Buffer.from(text.slice(start, end), "latin1").toString("utf8"), now, 1);
        return 1;
      };
    }
    return (text, start, end, now) => {
      const number = plainNumber(text, start, end);
      if (!Number.isNaN(number)) {
        sink.add(number, now, rate);
        return 1;
      }
      const numbers = numbersOrNone(text.slice(start, end));
      for (const one of numbers) sink.add(one, now, rate);
      return numbers.length;
    };
  }

  /** Tags as Datadog keeps them, with those of the agent. */
  private tagsOf(tags: readonly string[], host = hostIn(tags) ?? this.agent.host): readonly string[] {
    const own = tags.filter((tag) => !tag.startsWith("host:"));
    const all = [...own, ...(this.agent.tags ?? []), ...(host ? [`host:${host}`] : [])];
    return Object.freeze([...new Set(all.map(keptTag).filter((tag) => tag !== ""))]);
  }

  private remember(before: string, behind: string, take: Take): void {
    if (this.knownCount >= MOST_KNOWN) this.forget();
    const takes = this.known.get(before) ?? new Map<string, Take>();
    takes.set(behind, take);
    this.known.set(before, takes);
    this.knownCount++;
  }

  private forget(): void {
    this.known = new Map();
    this.knownCount = 0;
  }
}

/** Seconds over which the agent adds up. */
const FLUSH = 10;

const orEnd = (index: number, length: number) => (index < 0 ? length : index);

const hostIn = (tags: readonly string[]) => tags.find((tag) => tag.startsWith("host:"))?.slice("host:".length);

function numbersOrNone(text: string): readonly number[] {
  try {
    return numbersIn(text);
  } catch (error) {
    if (error instanceof BadLine) return [];
    throw error;
  }
}

const [ZERO, NINE, MINUS, POINT] = [0x30, 0x39, 0x2d, 0x2e];

/** The number that most clients send: up to 15 digits, a minus, a point. NaN for anything else. */
function plainNumber(text: string, start: number, end: number): number {
  let at = start;
  const isNegative = text.charCodeAt(at) === MINUS;
  if (isNegative) at++;
  if (at >= end || end - at > 15) return Number.NaN;
  let digits = 0;
  let scale = 0;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      digits = digits * 10 + (code - ZERO);
      if (scale > 0) scale *= 10;
    } else if (code === POINT && scale === 0) scale = 1;
    else return Number.NaN;
  }
  const number = scale > 1 ? digits / scale : digits;
  return isNegative ? -number : number;
}
