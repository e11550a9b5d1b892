import { storedName } from "../objects/metric-names";
import type { Submission } from "./metrics";

/** Seconds over which the agent adds up a counter. */
const flushInterval = 10;

/** What one line says of a metric. */
interface Sample {
  readonly name: string;
  readonly type: SampleType;
  /** Numbers; of a set, how many values there are. */
  readonly values: readonly number[];
  readonly tags: readonly string[];
  /** Seconds since 1970, where the client says it. */
  readonly time?: number;
}

type SampleType = "c" | "g" | "h" | "ms" | "d" | "s";

const sampleTypes: readonly string[] = ["c", "g", "h", "ms", "d", "s"] satisfies SampleType[];

/**
 * What the agent submits for one DogStatsD datagram, each line on its own: lines that are no metric (events, service
 * checks, garbage) are skipped, the rest of the datagram counts.
 *
 * @param now seconds since 1970
 * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
 */
export function submissionsOf(datagram: string, now: number): Submission[] {
  return datagram.split("\n").flatMap((line) => {
    const sample = sampleIn(line);
    return sample === undefined ? [] : submissionsFor(sample, now);
  });
}

/** `name:value[:value…]|type[|@rate][|#tags][|T time]…`, the fields after the type in any order. */
function sampleIn(line: string): Sample | undefined {
  if (line.startsWith("_e{") || line.startsWith("_sc|")) return undefined;
  const [head = "", type = "", ...fields] = line.trim().split("|");
  const colon = head.indexOf(":");
  const name = storedName(head.slice(0, Math.max(colon, 0)));
  if (name === "" || !sampleTypes.includes(type)) return undefined;
  const texts = head.slice(colon + 1).split(":");
  const values = type === "s" ? [texts.length] : texts.filter((text) => text !== "").map(Number);
  if (values.length === 0 || !values.every(Number.isFinite)) return undefined;
  const tags = fields.find((field) => field.startsWith("#"))?.slice(1) ?? "";
  const rate = Number(fields.find((field) => field.startsWith("@"))?.slice(1) ?? 1);
  const time = Number(fields.find((field) => field.startsWith("T"))?.slice(1) ?? Number.NaN);
  const weight = type === "c" && rate > 0 && rate <= 1 ? 1 / rate : 1;
  return {
    name,
    type: type as SampleType,
    values: values.map((value) => value * weight),
    tags: tags.split(",").filter((tag) => tag !== ""),
    ...(Number.isFinite(time) ? { time } : {}),
  };
}

/** A counter is stored as a rate over ten seconds; a histogram or timer as five metrics of its own. */
function submissionsFor({ name, type, values, tags, time }: Sample, now: number): Submission[] {
  const at = time ?? now;
  const sum = values.reduce((total, value) => total + value, 0);
  const gauge = (metric: string, value: number): Submission => ({ metric, type: "gauge", tags, points: [[at, value]] });
  const rate = (metric: string, count: number): Submission => ({
    metric,
    type: "rate",
    interval: flushInterval,
    tags,
    points: [[at, count / flushInterval]],
  });
  if (type === "c") return [rate(name, sum)];
  if (type === "g" || type === "s") return [gauge(name, values.at(-1) ?? 0)];
  if (type === "d") return [{ metric: name, type: "distribution", tags, points: values.map((value) => [at, value]) }];
  const sorted = [...values].sort((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return [
    gauge(`${name}.avg`, sum / values.length),
    gauge(`${name}.median`, share(0.5)),
    gauge(`${name}.max`, sorted.at(-1) ?? 0),
    gauge(`${name}.95percentile`, share(0.95)),
    rate(`${name}.count`, values.length),
  ];
}
