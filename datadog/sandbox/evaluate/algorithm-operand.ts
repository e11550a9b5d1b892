import { type Expression, type FunctionCall, metricsIn } from "../../query";
import { aggregated, presentIn } from "./aggregate";
import { evaluate, explicitStep } from "./expression";
import { Arguments, durationOf } from "./functions";
import { shareOutside } from "./functions/anomalies";
import { forecastSet } from "./functions/forecast";
import { type Grid, gridOf } from "./grid";
import type { Frame } from "./leaf";
import type { Operand, Setting, Values, WindowAt } from "./operand";
import type { Line, SeriesSet } from "./series-set";

/** Seconds a bucket where the query names no `interval`. */
const INTERVALS = { anomalies: 60, outliers: 60, forecast: 3600 } as const;

export type AlgorithmCall = FunctionCall & { readonly name: keyof typeof INTERVALS };

export const isAlgorithm = (expression: Expression): expression is AlgorithmCall =>
  expression.kind === "call" && Object.hasOwn(INTERVALS, expression.name);

/**
 * What a monitor on one of the algorithms compares: the share of points in `alert_window` that are anomalous, 1 for an
 * outlier and 0 for what is none, the edge of the band that a forecast reaches.
 */
export class AlgorithmOperand implements Operand {
  private readonly args: Arguments;
  private readonly metrics: readonly string[];
  private latest: { readonly at: WindowAt; readonly version: number; readonly set: SeriesSet } | undefined;

  constructor(
    readonly expression: AlgorithmCall,
    private readonly setting: Setting,
  ) {
    this.args = new Arguments(expression);
    this.metrics = metricsIn(expression).map(({ metric }) => metric);
  }

  at(at: WindowAt): Values {
    const { lines, keys } = this.set(at);
    return {
      groups: lines.map(({ group }) => group),
      keys,
      values: Float64Array.from(lines, (line) => this.valueOf(line)),
      zero: false,
    };
  }

  version(): number {
    return this.metrics.reduce((sum, metric) => sum + this.setting.store.version(metric), 0);
  }

  /** A band is one of each window. */
  sweep(): undefined {
    return undefined;
  }

  points(at: WindowAt, key: string): readonly { time: number; value: number }[] {
    const { grid, lines } = this.set(at);
    const values = lines.find(({ group }) => group.key === key)?.values ?? new Float64Array();
    return Array.from(values, (value, index) => ({ time: grid.start + index * grid.step, value })).filter(
      ({ value }) => !Number.isNaN(value),
    );
  }

  hasValue(at: WindowAt, key: string, from: number, to: number): boolean {
    return this.points(at, key).some(({ time }) => time >= from && time < to);
  }

  part(expression: Expression, at: WindowAt): SeriesSet {
    return evaluate(expression, this.frame(this.gridAt(at), at));
  }

  private set(at: WindowAt): SeriesSet {
    const version = this.version();
    if (this.latest?.at === at && this.latest.version === version) return this.latest.set;
    const frame = this.frame(this.gridAt(at), at);
    const set =
      this.expression.name === "forecast"
        ? forecastSet(this.args, frame, evaluate, at.time)
        : evaluate(this.expression, frame);
    this.latest = { at, version, set };
    return set;
  }

  private valueOf(line: Line): number {
    switch (this.expression.name) {
      case "anomalies":
        return shareOutside(line, this.args.word("direction", "both"));
      case "outliers":
        return presentIn(line.values).length === 0 ? Number.NaN : Number(line.outlier ?? false);
      case "forecast": {
        const lowest = this.setting.aggregator === "min";
        const edge = presentIn((lowest ? line.band?.lower : line.band?.upper) ?? new Float64Array());
        return aggregated(edge, lowest ? "min" : "max");
      }
    }
  }

  private gridAt({ from, time }: WindowAt): Grid {
    const step = this.interval();
    if (this.expression.name === "forecast") return gridOf(time, time + this.setting.window, step, time % step);
    const alert = this.expression.name === "anomalies" ? durationOf(this.args.word("alert_window")) : undefined;
    return gridOf(alert === undefined ? from : time - alert, time, step, time % step);
  }

  private interval(): number {
    const asked = this.args.arguments("interval").length > 0;
    const word = this.args.word("interval");
    const interval = asked ? (word === "" ? this.args.number("interval") : durationOf(word)) : undefined;
    return Math.max(this.setting.store.step, interval ?? INTERVALS[this.expression.name]);
  }

  private frame(grid: Grid, { time }: WindowAt): Frame {
    const { store, notes } = this.setting;
    return {
      store,
      grid,
      cut: time,
      rawMethod: "avg",
      monitor: true,
      notes,
      filling: { steady: true },
      innerStep: (operand) => explicitStep(operand) ?? store.step,
    };
  }
}
