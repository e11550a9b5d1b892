/**
 * The monitors of the benchmark: a third each with one series, six (a group each) and two (a ratio of totals), over
 * points a minute apart. Each is written in both languages, so that both see the same points: a range of promtool's
 * includes both ends, a window of ours is [t − w, t), so its range is a minute shorter and ends a minute earlier.
 */
export interface Case {
  readonly name: string;
  /** Our query. */
  readonly query: string;
  /** The same as PromQL: what it yields is alerting. */
  readonly expression: string;
  readonly series: readonly CaseSeries[];
}

export interface CaseSeries {
  readonly metric: string;
  readonly type: "gauge" | "count";
  /** Absent for a metric of one series. */
  readonly host?: string;
  /** A point a minute, from minute 0 on. */
  readonly values: readonly number[];
}

export function casesOf(count: number, hours: number): Case[] {
  return Array.from({ length: count }, (_, index) => MAKERS[index % MAKERS.length]!(index, hours * 60));
}

const MAKERS: readonly ((index: number, length: number) => Case)[] = [single, grouped, ratio];

function single(index: number, length: number): Case {
  const metric = `bench.single_${index}`;
  return {
    name: `single_${index}`,
    query: `avg(last_5m):avg:${metric}{*} > 60`,
    expression: `avg_over_time(${prom(metric)}[4m] offset 1m) > 60`,
    series: [{ metric, type: "gauge", values: valuesOf(index, length, 100) }],
  };
}

function grouped(index: number, length: number): Case {
  const metric = `bench.grouped_${index}`;
  return {
    name: `grouped_${index}`,
    query: `min(last_15m):avg:${metric}{*} by {host} > 20`,
    expression: `min_over_time(${prom(metric)}[14m] offset 1m) > 20`,
    series: [0, 1, 2, 3, 4, 5].map((host) => ({
      metric,
      type: "gauge",
      host: `h${host}`,
      values: valuesOf(index * 10 + host, length, 100),
    })),
  };
}

function ratio(index: number, length: number): Case {
  const [errors, runs] = [`bench.errors_${index}`, `bench.runs_${index}`];
  return {
    name: `ratio_${index}`,
    query: `sum(last_1h):sum:${errors}{*}.as_count() / sum:${runs}{*}.as_count() > 0.5`,
    expression: `sum_over_time(${prom(errors)}[59m] offset 1m) / sum_over_time(${prom(runs)}[59m] offset 1m) > 0.5`,
    series: [
      { metric: errors, type: "count", values: valuesOf(index * 10 + 7, length, 11) },
      { metric: runs, type: "count", values: valuesOf(index * 10 + 8, length, 21) },
    ],
  };
}

const prom = (metric: string) => metric.replaceAll(".", "_");

/** Whole numbers below `limit`, the same in every run, that rise and fall by the hour. */
function valuesOf(seed: number, length: number, limit: number): number[] {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return Array.from({ length }, (_, minute) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const tide = (Math.sin((minute + seed * 17) / 40) + 1) / 2;
    return Math.floor(((state / 2 ** 32) * 0.5 + tide * 0.5) * limit);
  });
}

/** How often promtool's tests ask which alerts are firing, in minutes. */
export const ASKED_EVERY = 60;

export interface States {
  /** By name of the case: for each asked minute the groups that alert, `""` without groups. */
  readonly alerting: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly evaluations: number;
  /** How many were sent, each with its text. */
  readonly notifications: number;
  readonly megabytes: number;
}
