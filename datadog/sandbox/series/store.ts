import { COUNTER_EXPIRY, FLUSH_INTERVAL, HistogramPart, PointList, SampleList, SetPoints } from "./points";
import type { Samples, SketchedSamples } from "./samples";
import { normalTags, type Series, StoredSeries } from "./series";
import type {
  CounterSteps,
  LeftOut,
  Sample,
  SampleColumns,
  SampleType,
  SeriesSettings,
  StoredColumns,
  StoredPoints,
  StoredType,
} from "./types";

const DAY = 86_400;

/** The gauges that the agent makes of a histogram, and how. */
const HISTOGRAM_GAUGES: Readonly<Record<string, (samples: Samples) => number>> = {
  avg: ({ sum, count }) => sum / count,
  median: (samples) => samples.quantile(0.5),
  max: ({ max }) => max,
  "95percentile": (samples) => samples.percentile(95),
};

/** Where the samples of one series go: looked up once, fed often. */
export interface SampleSink {
  /**
   * @param value of a set a text, else a number; what is not finite is ignored
   * @param time UNIX seconds
   * @param rate the share of samples that the client sends, see {@link Sample.sampleRate}
   */
  add(value: number | string, time: number, rate: number): void;
}

/**
 * Points by metric and set of tags. The order in which points and tags arrive does not matter. Bounded: see
 * {@link SeriesSettings}.
 */
export class SeriesStore {
  /** Seconds between the points of a series, see {@link SeriesSettings.step}. */
  readonly step: number;
  /** How many points were left out, and why. */
  readonly left: { -readonly [reason in LeftOut]: number } = { series: 0, metricSeries: 0, points: 0, old: 0 };
  private readonly retention: number;
  private readonly maxSeries: number;
  private readonly maxSeriesOfMetric: number;
  private readonly maxPoints: number;
  private readonly byMetric = new Map<string, Metric>();
  /** Hears of the first series of each metric. */
  onMetric: ((metric: string, first: Pick<StoredSeries, "type" | "interval">) => void) | undefined;
  private seriesCount = 0;
  private pointCount = 0;
  private newest = Number.NEGATIVE_INFINITY;
  private pruned = Number.NEGATIVE_INFINITY;
  /** What was asked for last, with the very same tags: samples of one series often come one after the other. */
  private latest: { name: string; tags: unknown; kind: string; metric: Metric; series: StoredSeries } | undefined;

  constructor(settings: SeriesSettings = {}) {
    this.step = settings.step ?? FLUSH_INTERVAL;
    if (!(Number.isInteger(this.step) && this.step > 0)) {
      throw new RangeError(`The step of a series store must be a whole number of seconds above 0, not ${this.step}.`);
    }
    this.retention = settings.retention ?? 450 * DAY;
    this.maxSeries = settings.maxSeries ?? 100_000;
    this.maxSeriesOfMetric = settings.maxSeriesOfMetric ?? 20_000;
    this.maxPoints = settings.maxPoints ?? 50_000_000;
  }

  /** How many points were left out, for whatever reason. */
  get ignored(): number {
    return Object.values(this.left).reduce((sum, count) => sum + count, 0);
  }

  /** How many series there are. */
  get size(): number {
    return this.seriesCount;
  }

  /** How many points are kept; a distribution's samples count each. */
  get points(): number {
    return this.pointCount;
  }

  /** Adds points as they are stored. */
  submit({ points, ...series }: StoredPoints): void {
    const times = new Float64Array(points.length);
    const values = new Float64Array(points.length);
    for (let index = 0; index < points.length; index++) [times[index], values[index]] = points[index]!;
    this.submitColumns({ ...series, times, values });
  }

  /** Adds points as they are stored. */
  submitColumns(columns: StoredColumns): void {
    const { metric, type, interval = FLUSH_INTERVAL, tags, start = 0, times, values } = columns;
    const kind = `${type}/${interval}`;
    const series = this.seriesFor(metric, tags, kind, (sorted) => submitted(sorted, type, interval));
    if (typeof series === "string") {
      this.left[series] += times.length;
      return;
    }
    if (series.source instanceof PointList && times.length > 16) series.source.reserve(times.length);
    for (let index = 0; index < times.length; index++) {
      this.addPoint(series, Math.floor(start + times[index]!), values[index]!, 1);
    }
  }

  /** Adds the samples of a distribution that another sketch has, in the interval of `time` (UNIX seconds). */
  submitSketch(metric: string, tags: readonly string[], time: number, sketched: SketchedSamples): void {
    const series = this.sampled(metric, "distribution", tags);
    if (typeof series === "string") this.left[series]++;
    else if (this.admits(time)) {
      series.version++;
      this.pointCount += series.samples!.addBins(time, sketched);
    }
  }

  /** Adds one sample of a client; the agent's aggregation over 10 s is done here. */
  sample({ metric, type, value, time, tags, sampleRate = 1 }: Sample): void {
    const sink = this.sink(metric, type, tags);
    if (typeof sink === "string") this.left[sink]++;
    else sink.add(value, time, sampleRate);
  }

  /** Where samples of a series go, or why there is no room for it; such samples then count as left out by the caller. */
  sink(metric: string, type: SampleType, tags?: readonly string[]): SampleSink | LeftOut {
    if (type === "histogram") return this.histogramSink(metric, tags);
    const found = this.sampled(metric, type, tags);
    if (typeof found === "string") return found;
    const owner = this.byMetric.get(metric)!;
    if (type === "set") {
      return {
        add: (value, time) => {
          owner.version++;
          this.addMember(found, time, String(value));
        },
      };
    }
    if (type === "distribution") {
      return {
        add: (value, time, rate) => {
          owner.version++;
          this.addPoint(found, time, Number(value), weightOf(rate));
        },
      };
    }
    const list = found.source as PointList;
    const isCount = type !== "gauge";
    return {
      add: (value, time, rate) => {
        const number = isCount && rate !== 1 ? Number(value) * weightOf(rate) : Number(value);
        owner.version++;
        // most samples join the point of their 10 s
        if (Number.isFinite(number) && list.join(time, number)) found.version++;
        else this.addPoint(found, time, number, 1);
      },
    };
  }

  /** Adds samples of a client, as `sample` adds each. */
  sampleColumns({ metric, type, tags, start = 0, times, values }: SampleColumns): void {
    if (type === "set" || type === "histogram") {
      for (let index = 0; index < times.length; index++) {
        const value = values[index]!;
        if (!Number.isNaN(value)) this.sample({ metric, type, tags, value, time: start + times[index]! });
      }
      return;
    }
    const series = this.sampled(metric, type, tags);
    if (typeof series === "string") {
      this.left[series] += times.length;
      return;
    }
    if (series.source instanceof PointList) series.source.reserve(times.length);
    for (let index = 0; index < times.length; index++) this.addPoint(series, start + times[index]!, values[index]!, 1);
  }

  /** Adds the counts of a counter: each is spread evenly over the 10 s intervals of its step. */
  addCounter({ metric, tags, start, times, step = 60, counts }: CounterSteps): void {
    const parts = Math.max(1, Math.round(step / FLUSH_INTERVAL));
    const series = this.sampled(metric, "counter", tags);
    if (typeof series === "string") {
      this.left[series] += counts.length;
      return;
    }
    (series.source as PointList).reserve(counts.length * parts);
    for (let index = 0; index < counts.length; index++) {
      const count = counts[index]! / parts;
      const begin = start + (times?.[index] ?? index * step);
      for (let part = 0; part < parts; part++) this.addPoint(series, begin + (part * step) / parts, count, 1);
    }
  }

  /** The metrics that have points, in alphabetical order. */
  metrics(): readonly string[] {
    return [...this.byMetric.keys()].sort();
  }

  /** Whether a metric has a series. */
  has(metric: string): boolean {
    return this.byMetric.has(metric);
  }

  /** The tag sets of a metric, each sorted. */
  tagSets(metric: string): readonly (readonly string[])[] {
    return [...new Map(this.series(metric).map(({ tags }) => [tags.join(","), tags])).values()];
  }

  /** The series of a metric, by their tags in alphabetical order. */
  series(metric: string): readonly Series[] {
    const found = this.byMetric.get(metric);
    if (!found) return [];
    found.sorted ??= [...found.series.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, series]) => series);
    return found.sorted;
  }

  /** Grows with every change of the metric: what was computed of it at another version is stale. */
  version(metric: string): number {
    return this.byMetric.get(metric)?.version ?? 0;
  }

  private sampled(metric: string, type: Exclude<SampleType, "histogram">, tags: Sample["tags"]) {
    return this.seriesFor(metric, tags, `sampled ${type}`, (sorted) => {
      if (type === "set") return gauge(sorted, new SetPoints());
      if (type === "distribution") return submitted(sorted, "distribution", FLUSH_INTERVAL);
      if (type === "gauge") return gauge(sorted, new PointList({ how: "last", resolution: FLUSH_INTERVAL }));
      if (type === "count") {
        const counts = new PointList({ how: "sum", resolution: FLUSH_INTERVAL });
        return new StoredSeries(sorted, "count", FLUSH_INTERVAL, "counted", counts, undefined);
      }
      const list = new PointList({ how: "sum", resolution: FLUSH_INTERVAL, zeros: COUNTER_EXPIRY });
      return new StoredSeries(sorted, "rate", FLUSH_INTERVAL, "counted", list, undefined);
    });
  }

  /** The five series of a histogram: four are made of the same samples, the fifth counts them. */
  private histogramSink(metric: string, tags: Sample["tags"]): SampleSink | LeftOut {
    const samples = new SampleList();
    const parts: StoredSeries[] = [];
    for (const [name, measure] of Object.entries(HISTOGRAM_GAUGES)) {
      const part = this.seriesFor(`${metric}.${name}`, tags, "histogram", (sorted) => {
        const shared = parts[0]?.samples ?? samples;
        return new StoredSeries(sorted, "gauge", FLUSH_INTERVAL, "value", new HistogramPart(shared, measure), shared);
      });
      if (typeof part === "string") return part;
      parts.push(part);
    }
    const count = this.sampled(`${metric}.count`, "counter", tags);
    if (typeof count === "string") return count;
    const shared = parts[0]!.samples!;
    const owners = [...Object.keys(HISTOGRAM_GAUGES), "count"].map((name) => this.byMetric.get(`${metric}.${name}`)!);
    const add = (value: number | string, time: number, rate: number) => {
      const number = Number(value);
      if (!Number.isFinite(number) || !this.admits(time)) return;
      // the agent counts whole samples here
      const weight = Math.max(1, Math.floor(weightOf(rate)));
      this.pointCount += shared.add(time, number, weight);
      for (const part of parts) part.version++;
      for (const owner of owners) owner.version++;
      this.addPoint(count, time, weight, 1);
    };
    return { add };
  }

  private addMember(series: StoredSeries, time: number, member: string): void {
    if (!this.admits(time)) return;
    series.version++;
    this.pointCount += (series.source as SetPoints).add(time, member);
  }

  private addPoint(series: StoredSeries, time: number, value: number, weight: number): void {
    if (!Number.isFinite(value) || !this.admits(time)) return;
    series.version++;
    this.pointCount +=
      series.type === "distribution"
        ? series.samples!.add(time, value, weight)
        : (series.source as PointList).add(time, value);
  }

  /** Whether there is room for a point at this time; counts it as left out where there is none. */
  private admits(time: number): boolean {
    if (!(time >= 0 && Number.isFinite(time)) || time < this.newest - this.retention) {
      this.left.old++;
      return false;
    }
    if (time > this.newest) {
      this.newest = time;
      if (time - this.pruned > this.retention / 16) this.prune();
    }
    if (this.pointCount < this.maxPoints) return true;
    this.left.points++;
    return false;
  }

  private prune(): void {
    this.pruned = this.newest;
    for (const metric of this.byMetric.values()) {
      for (const series of metric.series.values()) this.pointCount -= series.prune(this.newest - this.retention);
      metric.version++;
    }
  }

  private seriesFor(
    name: string,
    tags: readonly string[] | undefined,
    kind: string,
    make: (tags: readonly string[]) => StoredSeries,
  ): StoredSeries | LeftOut {
    const { latest } = this;
    if (latest && latest.tags === tags && latest.name === name && latest.kind === kind) {
      latest.metric.version++;
      return latest.series;
    }
    const metric = this.byMetric.get(name) ?? { series: new Map(), version: 0, sorted: undefined };
    const sorted = normalTags(tags);
    const key = `${sorted.join(",")} ${kind}`;
    let series = metric.series.get(key);
    if (!series) {
      if (this.seriesCount >= this.maxSeries) return "series";
      if (metric.series.size >= this.maxSeriesOfMetric) return "metricSeries";
      series = make(sorted);
      this.seriesCount++;
      const isFirst = metric.series.size === 0;
      this.byMetric.set(name, metric);
      metric.series.set(key, series);
      if (isFirst) this.onMetric?.(name, series);
      metric.sorted = undefined;
    }
    metric.version++;
    if (Object.isFrozen(tags)) this.latest = { name, tags, kind, metric, series };
    return series;
  }
}

interface Metric {
  /** By tags and by what fills them. */
  readonly series: Map<string, StoredSeries>;
  sorted: readonly StoredSeries[] | undefined;
  version: number;
}

const weightOf = (rate: number) => (rate > 0 && rate <= 1 ? 1 / rate : 1);

const gauge = (tags: readonly string[], source: PointList | SetPoints) =>
  new StoredSeries(tags, "gauge", FLUSH_INTERVAL, "value", source, undefined);

function submitted(tags: readonly string[], type: StoredType, interval: number): StoredSeries {
  if (type === "distribution") {
    return new StoredSeries(tags, type, FLUSH_INTERVAL, "value", undefined, new SampleList());
  }
  const holds = type === "gauge" ? "value" : type === "count" ? "counted" : "perSecond";
  return new StoredSeries(tags, type, interval, holds, new PointList({ how: "last", resolution: 1 }), undefined);
}
