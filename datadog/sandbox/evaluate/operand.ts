import { type Expression, metricsIn, type TimeAggregatorName } from "../../query";
import type { SeriesStore } from "../series";
import type { TimeMethod } from "./aggregate";
import { Windows } from "./blocks";
import { evaluate, explicitStep, isLocal } from "./expression";
import { type Grid, gridEnd, gridOf } from "./grid";
import type { Frame } from "./leaf";
import type { SeriesSet } from "./series-set";
import { gridOfData } from "./table";
import type { Group, Note, OutsideQuery } from "./types";

/** A window that ends at `time`. */
export interface WindowAt {
  /** UNIX seconds, inclusive. */
  readonly from: number;
  /** UNIX seconds, exclusive. */
  readonly time: number;
  /** What had come in by then is in the last bucket of a rollup. */
  readonly now: number;
}

/** One value a group. */
export interface Values {
  readonly groups: readonly Group[];
  readonly keys: readonly string[];
  /** By the index in `groups`; NaN is no data. */
  readonly values: Float64Array;
  /** Whether a group without data is 0 beside another operand. */
  readonly zero: boolean;
}

/** Windows that end a number of seconds after each other. */
export interface WindowsAt {
  readonly first: WindowAt;
  /** Seconds. */
  readonly stride: number;
  readonly count: number;
}

/** The values of each group at several evaluations: one column a group, by the index in `groups`; NaN is no data. */
export interface Columns extends Omit<Values, "values"> {
  readonly columns: readonly Float64Array[];
}

/** What gives a value a group for a window. */
export interface Operand {
  readonly expression: Expression;
  at(at: WindowAt): Values;
  /** Changes whenever the data of the operand does. */
  version(): number;
  /** What `at` gives for many windows, at once. Nothing where each has to be computed by itself. */
  sweep(windows: WindowsAt): Columns | undefined;
  /** The buckets of a group's window that have a value, oldest first; nothing where there are no buckets. */
  points(at: WindowAt, key: string): readonly { readonly time: number; readonly value: number }[] | undefined;
  /** How its value comes about, for explanations. @default by the monitor's time aggregator */
  readonly how?: string;
  /** Whether a group has a value in [from, to), UNIX seconds within the window. */
  hasValue(at: WindowAt, key: string, from: number, to: number): boolean;
  /** Another expression over the buckets of a window: for explanations. */
  part(expression: Expression, at: WindowAt): SeriesSet;
}

/** What all operands of a monitor have in common. */
export interface Setting {
  readonly store: SeriesStore;
  readonly aggregator: TimeAggregatorName;
  /** Seconds. */
  readonly window: number;
  readonly notes: Map<string, Note>;
  /** What names in the expression stand for that are no metrics. */
  readonly outside: Readonly<Record<string, OutsideQuery>>;
}

/** How the buckets of a window become its value; a percentile has one bucket, which is the value. */
const METHODS: Readonly<Record<TimeAggregatorName, TimeMethod>> = {
  avg: "avg",
  sum: "sum",
  min: "min",
  max: "max",
  last: "last",
  stddev: "stddev",
  percentile: "last",
};

/** How the points of a bucket become one, where a bucket holds several and the query does not say. */
const RAW_METHODS: Readonly<Record<TimeAggregatorName, TimeMethod>> = {
  avg: "avg",
  sum: "sum",
  min: "min",
  max: "max",
  last: "last",
  stddev: "avg",
  percentile: "avg",
};

/** The buckets of one window, and where they are in the columns. */
interface View {
  readonly set: SeriesSet;
  readonly windows: readonly Windows[];
  /** The window in `windows`: [begin, end). */
  readonly begin: number;
  readonly end: number;
}

/** All windows from a time on. */
interface Whole {
  readonly set: SeriesSet;
  readonly windows: readonly Windows[];
  /** UNIX seconds of the earliest window's beginning. */
  readonly from: number;
  readonly version: number;
}

/**
 * An expression aggregated over windows. Where a bucket of the result depends on nothing else, the result is computed
 * once over all there is, and a window is a part of it; otherwise it is computed for each window.
 */
export class WindowedOperand implements Operand {
  private readonly method: TimeMethod;
  private readonly step: number | undefined;
  private readonly local: boolean;
  private readonly metrics: readonly string[];
  private whole: Whole | undefined;
  /** The version of the data at which gaps were found to be filled. */
  private unsteady = -1;
  private groups: readonly Group[] = [];
  private latest: { readonly at: WindowAt; readonly version: number; readonly view: View } | undefined;

  constructor(
    readonly expression: Expression,
    private readonly setting: Setting,
  ) {
    this.method = METHODS[setting.aggregator];
    this.step = explicitStep(expression);
    this.local = this.step === undefined && setting.aggregator !== "percentile" && isLocal(expression);
    this.metrics = [...new Set(metricsIn(expression).map(({ metric }) => metric))];
  }

  at(at: WindowAt): Values {
    const { set, windows, begin, end } = this.view(at);
    const values = new Float64Array(set.lines.length);
    for (let index = 0; index < values.length; index++) {
      const value = windows[index]!.value(begin, end, this.method);
      values[index] = Number.isFinite(value) ? value : Number.NaN;
    }
    return { groups: this.groupsOf(set), keys: set.keys, values, zero: set.zero };
  }

  sweep({ first, stride, count }: WindowsAt): Columns | undefined {
    const view = this.partOfWhole(first, this.version());
    if (!view || stride % view.set.grid.step !== 0) return undefined;
    const { set, windows, begin, end } = view;
    const sweep = { begin, length: end - begin, stride: stride / set.grid.step, count };
    const columns = windows.map((one) => withoutInfinities(one.sweep(sweep, this.method)));
    return { groups: this.groupsOf(set), keys: set.keys, columns, zero: set.zero };
  }

  points(at: WindowAt, key: string): readonly { time: number; value: number }[] {
    const { set, begin, end } = this.view(at);
    const line = set.lines.find(({ group }) => group.key === key);
    const points: { time: number; value: number }[] = [];
    for (let index = Math.max(0, begin); line && index < Math.min(end, line.values.length); index++) {
      const value = line.values[index]!;
      if (!Number.isNaN(value)) points.push({ time: set.grid.start + index * set.grid.step, value });
    }
    return points;
  }

  hasValue(at: WindowAt, key: string, from: number, to: number): boolean {
    const { set, windows, begin, end } = this.view(at);
    const line = set.lines.findIndex(({ group }) => group.key === key);
    const index = (time: number) => Math.ceil((time - set.grid.start) / set.grid.step);
    return line >= 0 && windows[line]!.hasValue(Math.max(begin, index(from)), Math.min(end, index(to)));
  }

  part(expression: Expression, at: WindowAt): SeriesSet {
    return evaluate(expression, this.frame(this.gridAt(at), at.now));
  }

  private view(at: WindowAt): View {
    const version = this.version();
    const { latest } = this;
    if (latest && latest.version === version && latest.at.time === at.time && latest.at.now === at.now)
      return latest.view;
    const view = this.partOfWhole(at, version) ?? this.alone(at);
    this.latest = { at, version, view };
    return view;
  }

  version(): number {
    let version = 0;
    for (const metric of this.metrics) version += this.setting.store.version(metric);
    return version;
  }

  private partOfWhole(at: WindowAt, version: number): View | undefined {
    if (!this.local || this.unsteady === version) return undefined;
    const grid = this.gridAt(at);
    let { whole } = this;
    const aligned = whole !== undefined && (grid.start - whole.from) % grid.step === 0;
    if (!whole || !aligned || whole.version !== version || grid.start < whole.from) {
      whole = this.makeWhole(grid, version);
      if (!whole) return undefined;
    }
    const begin = Math.round((grid.start - whole.set.grid.start) / grid.step);
    return { set: whole.set, windows: whole.windows, begin, end: begin + grid.length };
  }

  private makeWhole(grid: Grid, version: number): Whole | undefined {
    const { store } = this.setting;
    const data = gridOfData(
      this.metrics.flatMap((metric) => store.series(metric)),
      grid,
    );
    const frame = this.frame(data, Number.POSITIVE_INFINITY);
    const set = evaluate(this.expression, frame);
    if (!frame.filling.steady) {
      this.unsteady = version;
      return undefined;
    }
    this.whole = { set, windows: set.lines.map(({ values }) => new Windows(values)), from: grid.start, version };
    return this.whole;
  }

  private alone(at: WindowAt): View {
    const grid = this.gridAt(at);
    const set = evaluate(this.expression, this.frame(grid, at.now));
    return { set, windows: set.lines.map(({ values }) => new Windows(values)), begin: 0, end: grid.length };
  }

  private gridAt({ from, time }: WindowAt): Grid {
    const { aggregator, store } = this.setting;
    // a percentile is one of all samples of the window
    if (aggregator === "percentile") return { start: from, step: time - from, length: 1 };
    if (this.step !== undefined) return gridOf(from, time, this.step);
    // the points of a series, counted back from the end, so that none in the window is left out
    const step = greatestDivisor(store.step, time - from);
    return gridOf(from, time, step, time % step);
  }

  private frame(grid: Grid, cut: number): Frame {
    const { store, aggregator, notes } = this.setting;
    return {
      store,
      grid,
      cut: Math.max(cut, this.step === undefined ? gridEnd(grid) : 0),
      rawMethod: this.step === undefined ? RAW_METHODS[aggregator] : "avg",
      monitor: true,
      notes,
      filling: { steady: true },
      innerStep: (operand) => explicitStep(operand) ?? store.step,
    };
  }

  /** The same array as long as the groups are the same. */
  private groupsOf({ lines }: SeriesSet): readonly Group[] {
    const { groups } = this;
    const same = lines.length === groups.length && lines.every(({ group }, index) => group.key === groups[index]!.key);
    if (!same) this.groups = lines.map(({ group }) => group);
    return this.groups;
  }
}

/** Changed in place. */
function withoutInfinities(values: Float64Array): Float64Array {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index]!)) values[index] = Number.NaN;
  }
  return values;
}

export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
