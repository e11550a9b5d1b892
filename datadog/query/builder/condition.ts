import { groupsOf } from "../ask";
import type { ChangeAlert, Comparator, Expression, MetricAlert, MonitorQuery, Window } from "../nodes";
import { print } from "../print";
import type { Checked, NoSuchShift, NoSuchTimeAggregator, NoSuchWindow, Suggest } from "./sentences";
import { expressionOf, numberNode, type QueryInput } from "./value";
import { type ShiftText, type WindowText, windowNode, windowWords } from "./window";

/** How the values of a window become the one that is compared. */
export type TimeAggregator = "sum" | "avg" | "min" | "max" | "percentile";

/** The other levels of a comparison; all in the unit of the query's value. */
export interface Levels {
  /** The warning threshold. @default no warning */
  readonly warning?: number;
  /** The recovery threshold of an alert. @default as soon as the comparison is no longer true */
  readonly recovery?: number;
  /** The recovery threshold of a warning. @default as soon as the comparison is no longer true */
  readonly warningRecovery?: number;
}

/** When a monitor alerts, as its query and its options say. */
export interface Condition<Query extends MonitorQuery = MonitorQuery> extends Levels {
  readonly node: Query;
  /** @default none: service checks and composites compare nothing */
  readonly comparator?: Comparator;
  /** Of the query, else of the options. */
  readonly critical?: number;
  /** The window that is evaluated. @default the query names none */
  readonly window?: Window;
  /** The tags that each alert carries; none where the query does not say, as for composites and SLOs. */
  readonly groups?: readonly string[];
}

/**
 * A condition that {@link TimeAggregate} makes: the one place where threshold, window and comparator are written. The
 * monitor's query, options and words and a chart's marker are taken from it.
 */
export interface WrittenCondition extends Condition<MetricAlert | ChangeAlert> {
  /** The monitor's query, `> critical` included. */
  readonly text: string;
  readonly comparator: Comparator;
  readonly critical: number;
  /** The critical threshold as a message writes it: `0.1`. */
  readonly thresholdText: string;
  readonly window: Window;
  /** The window as a message writes it: `5 minutes`. */
  readonly windowText: string;
  /** The tags that each group's alert carries; empty for a single alert for all groups. */
  readonly groups: readonly string[];
}

/** A query's value over a window, not yet compared with a threshold. Immutable. */
export class TimeAggregate {
  constructor(private readonly alert: Omit<MetricAlert, "comparison"> | Omit<ChangeAlert, "comparison">) {}

  /**
   * How much the value differs from the one a while before, as `last_1h` or `60m_ago`.
   * @see https://docs.datadoghq.com/monitors/types/change-alert/
   */
  changeSince<const S extends Suggest<"last_1h">>(shift: Checked<S, ShiftText, NoSuchShift<S>>): TimeAggregate {
    return this.changed("change", shift as ShiftText);
  }

  /** Like {@link changeSince}, in percent of the earlier value. */
  percentChangeSince<const S extends Suggest<"last_1h">>(shift: Checked<S, ShiftText, NoSuchShift<S>>): TimeAggregate {
    return this.changed("pct_change", shift as ShiftText);
  }

  /** Alerts while the value is above `critical`. */
  above(critical: number, levels: Levels = {}): WrittenCondition {
    return this.compared(">", critical, levels);
  }

  /** Alerts while the value is at or above `critical`. */
  atOrAbove(critical: number, levels: Levels = {}): WrittenCondition {
    return this.compared(">=", critical, levels);
  }

  /** Alerts while the value is below `critical`. */
  below(critical: number, levels: Levels = {}): WrittenCondition {
    return this.compared("<", critical, levels);
  }

  /** Alerts while the value is at or below `critical`. */
  atOrBelow(critical: number, levels: Levels = {}): WrittenCondition {
    return this.compared("<=", critical, levels);
  }

  private changed(method: "change" | "pct_change", shift: ShiftText): TimeAggregate {
    const { aggregator, window, expression } = this.alert;
    const alert = { kind: "changeAlert", method, aggregator, window, shift: windowNode(shift), expression } as const;
    return new TimeAggregate(alert);
  }

  private compared(comparator: Comparator, critical: number, levels: Levels): WrittenCondition {
    const { warning, recovery, warningRecovery } = levels;
    for (const level of [warning, recovery, warningRecovery]) if (level !== undefined) numberNode(level);
    numberNode(critical);
    const comparison = { kind: "comparison", operator: comparator, value: critical } as const;
    const node = { ...this.alert, comparison } as MetricAlert | ChangeAlert;
    return Object.freeze({
      node,
      text: print(node),
      comparator,
      critical,
      warning,
      recovery,
      warningRecovery,
      thresholdText: String(critical),
      window: node.window,
      windowText: windowWords(node.window),
      groups: groupsOf(node.expression),
    });
  }
}

type Aggregated = <const W extends Suggest<"last_5m">>(
  window: Checked<W, WindowText, NoSuchWindow<W>>,
  query: QueryInput,
) => TimeAggregate;

/**
 * The value of a query over a window, by any time aggregator: `overTime("sum", "last_5m", query)` is
 * `sum("last_5m", query)`.
 * @throws RangeError on a window that does not exist, such as `last_0m`
 */
export function overTime<const A extends Suggest<TimeAggregator>, const W extends Suggest<"last_5m">>(
  aggregator: Checked<A, TimeAggregator, NoSuchTimeAggregator<A>>,
  window: Checked<W, WindowText, NoSuchWindow<W>>,
  query: QueryInput,
): TimeAggregate {
  return aggregated(aggregator, window as WindowText, expressionOf(query));
}

/** The total over the window. */
export const sum: Aggregated = (window, query) => aggregated("sum", window as WindowText, expressionOf(query));
/** The mean over the window. */
export const avg: Aggregated = (window, query) => aggregated("avg", window as WindowText, expressionOf(query));
/** The lowest point of the window: "at all times" for an alert above something. */
export const min: Aggregated = (window, query) => aggregated("min", window as WindowText, expressionOf(query));
/** The highest point of the window: "at least once" for an alert above something. */
export const max: Aggregated = (window, query) => aggregated("max", window as WindowText, expressionOf(query));
/** The percentile of the window's samples that the query names (`p95:…`), rather than of its points. */
export const percentile: Aggregated = (window, query) =>
  aggregated("percentile", window as WindowText, expressionOf(query));

function aggregated(aggregator: string, text: WindowText, expression: Expression): TimeAggregate {
  const window: Window = windowNode(text);
  return new TimeAggregate({ kind: "metricAlert", aggregator, window, expression });
}
