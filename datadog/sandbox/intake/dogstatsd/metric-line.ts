import type { SampleType } from "../../series";
import { BadLine, numberIn, tagsIn, timestampIn } from "./fields";

/** What stands behind the value of a metric, which is the same in every line of one series. */
export interface MetricFields {
  readonly type: SampleType;
  /** As the client sends them. */
  readonly tags: readonly string[];
  /** The share of samples that the client sends. */
  readonly rate: number;
  /** UNIX seconds, where the client says it. */
  readonly time?: number;
}

const TYPES: ReadonlyMap<string, SampleType> = new Map([
  ["c", "counter"],
  ["g", "gauge"],
  ["d", "distribution"],
  ["h", "histogram"],
  ["ms", "histogram"],
  ["s", "set"],
]);

/**
 * `type[|@rate][|#tags][|T time][|c:…]…`, the fields after the type in any order; fields of protocols to come are ignored.
 * @throws BadLine
 */
export function metricFields(text: string): MetricFields {
  const [symbol = "", ...fields] = text.trimEnd().split("|");
  const type = TYPES.get(symbol);
  if (type === undefined) throw new BadLine(`"${symbol}" is not a metric type: c, g, d, h, ms, or s`);
  let tags: readonly string[] = [];
  let rate = 1;
  let time: number | undefined;
  for (const field of fields) {
    if (field.startsWith("#")) tags = tagsIn(field.slice(1));
    else if (field.startsWith("@")) rate = rateIn(field.slice(1));
    else if (field.startsWith("T")) time = timestampIn(field.slice(1));
  }
  if (time !== undefined && type !== "counter" && type !== "gauge") {
    throw new BadLine("only counters and gauges may have a timestamp");
  }
  return { type, tags, rate, ...(time === undefined ? {} : { time }) };
}

function rateIn(text: string): number {
  const rate = numberIn(text);
  if (!(rate > 0)) throw new BadLine(`"${text}" is not a sample rate: a number above 0, at most 1`);
  return rate;
}

/**
 * The values before the type: one or, packed, several with `:` between them; empty ones are left out.
 * @throws BadLine where one is not a finite number
 */
export function numbersIn(text: string): number[] {
  const numbers = text
    .split(":")
    .filter((part) => part !== "")
    .map((part) => {
      const number = numberIn(part);
      if (!Number.isFinite(number)) throw new BadLine(`"${part}" is not a finite number`);
      return number;
    });
  if (numbers.length === 0) throw new BadLine("there is no value");
  return numbers;
}
