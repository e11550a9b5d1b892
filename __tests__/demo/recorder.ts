import { type MadePipeline, TICK } from "../../demo/pipeline";
import type { LogLine, Reports, SpanReport, Tags } from "../../demo/reports";

/** One thing that was reported. */
export interface Report {
  /** UNIX seconds, in the middle of the ten that it is about. */
  readonly time: number;
  readonly how: "count" | "gauge" | "sample" | "time" | "check" | "log" | "span";
  readonly name: string;
  readonly value: number | string;
  readonly tags: Tags;
}

/** All that a pipeline reports from one time to before another. */
export function reportsOf(pipeline: MadePipeline, from: number, to: number): Report[] {
  const reports: Report[] = [];
  for (let time = from; time < to; time += TICK) pipeline.report(time, recorder(reports, time + TICK / 2));
  return reports;
}

function recorder(reports: Report[], time: number): Reports {
  const take =
    (how: Report["how"]) =>
    ({ name }: { readonly name: string }, value: number | string, tags: Tags = {}) => {
      reports.push({ time, how, name, value, tags });
    };
  return {
    count: take("count"),
    gauge: take("gauge"),
    sample: take("sample"),
    time: take("time"),
    check: take("check"),
    log: ({ message, ...tags }: LogLine) => take("log")({ name: "log" }, message, tags),
    span: ({ operation, service, seconds, isError }: SpanReport) =>
      take("span")(operation, seconds, { service, status: isError ? "error" : "ok" }),
  };
}
