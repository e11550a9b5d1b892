import { type FILL_METHODS, LONGEST_FILL } from "../functions/modifiers";
import { conjunction } from "../narrow";
import type { Argument, CountValues, Expression, Keyword, MetricQuery, Modifier } from "../nodes";
import { type Conditions, conditionsOf, type TagFilter, type TemplateVariable, variableCondition } from "./scope";
import type {
  Checked,
  Mistake,
  NoSuchRollup,
  NoSuchTag,
  NotCounted,
  RollupMethod,
  Stored,
  Suggest,
  TagOf,
} from "./sentences";
import { ExpressionValue, numberNode } from "./value";

/** What stands in for a missing point: `null` leaves the gap, a number fills it. */
export type FillMethod = (typeof FILL_METHODS)[number] | number;

/** The keys of `Keys` as parameters of `by()`, a sentence in the place of each that the metric does not have. */
type GroupKeys<Name extends string, Tags extends readonly string[], Keys extends readonly string[]> = {
  readonly [I in keyof Keys]: Keys[I] extends TagOf<Tags> | TemplateVariable ? Keys[I] : NoSuchTag<Name, Tags, Keys[I]>;
};

type Filters<Name extends string, Tags extends readonly string[], Keys extends string> = {
  readonly [K in Keys]: K extends TagOf<Tags> ? TagFilter : NoSuchTag<Name, Tags, K>;
};

type CountMethod<Name extends string, S extends Stored, Tags extends readonly string[]> = S extends
  | "count"
  | "rate"
  | "unknown"
  ? () => MetricQueryValue<Name, S, Tags>
  : Mistake<NotCounted<Name, S>>;

/**
 * One metric, aggregated over its tags: `runs.sum().where({ status: "failed" }).asCount().by("user")` is
 * `sum:pipeline.runs{status:failed} by {user}.as_count()`. The order of calls does not matter. Immutable.
 */
export interface MetricQueryValue<
  Name extends string = string,
  S extends Stored = "unknown",
  Tags extends readonly string[] = readonly string[],
> extends ExpressionValue {
  readonly node: MetricQuery;

  /**
   * Only the series whose tags are as said; called again, both hold. An absent (`undefined`) filter filters nothing.
   * @throws RangeError on a value that cannot stand in a query or that Datadog would rewrite
   */
  where<Keys extends Suggest<TagOf<Tags>>>(filters: Filters<Name, Tags, Keys>): MetricQueryValue<Name, S, Tags>;

  /** Only the series that a dashboard's template variables choose: `.matching("$env")`. Monitors have none. */
  matching(...variables: readonly TemplateVariable[]): MetricQueryValue<Name, S, Tags>;

  /** One series for each value of these tags; called again, the keys are added. */
  by<const Keys extends readonly Suggest<TagOf<Tags>>[]>(
    ...keys: GroupKeys<Name, Tags, Keys>
  ): MetricQueryValue<Name, S, Tags>;

  /**
   * Counts each bucket: the time aggregator becomes sum, and a rate is multiplied by its interval.
   * @see https://docs.datadoghq.com/metrics/custom_metrics/type_modifiers/
   */
  readonly asCount: CountMethod<Name, S, Tags>;

  /** Divides each bucket by its length: a value per second. */
  readonly asRate: CountMethod<Name, S, Tags>;

  /**
   * The length of the buckets in seconds, and how their points are combined.
   * @param seconds by default Datadog chooses by the time range that is shown
   * @see https://docs.datadoghq.com/dashboards/functions/rollup/
   */
  rollup<const Method extends Suggest<RollupMethod>>(
    method: Checked<Method, RollupMethod, NoSuchRollup<Method>>,
    seconds?: number,
  ): MetricQueryValue<Name, S, Tags>;

  /**
   * What stands in for missing points.
   * @param limit for how many seconds at most; 300 by default, 600 at most
   * @see https://docs.datadoghq.com/dashboards/functions/interpolation/
   */
  fill(method: FillMethod, limit?: number): MetricQueryValue<Name, S, Tags>;

  /** Weighs a gauge's series by how long each was reported, when series come and go. */
  weighted(): MetricQueryValue<Name, S, Tags>;
}

/** What {@link MetricQueryValue} does; the interface says for which metrics. */
class Selection extends ExpressionValue {
  constructor(
    override readonly node: MetricQuery,
    private readonly conditions: Conditions,
  ) {
    super(node);
  }

  where(filters: Readonly<Record<string, TagFilter>>): Selection {
    return this.within([...this.conditions, ...conditionsOf(filters)]);
  }

  matching(...variables: readonly TemplateVariable[]): Selection {
    return this.within([...this.conditions, ...variables.map(variableCondition)]);
  }

  by(...keys: readonly string[]): Selection {
    const missing = keys.find((key) => typeof key !== "string" || key === "");
    if (missing !== undefined || keys.includes(undefined as never)) {
      throw new RangeError(
        `by() has ${missing === "" ? "an empty text" : `the value ${missing}`} in the place of a tag key.`,
      );
    }
    const known = this.node.by.map((key) => key.name);
    const added = [...new Set(keys)].filter((key) => !known.includes(key));
    return this.with({ by: [...this.node.by, ...added.map((name) => ({ kind: "groupKey", name }) as const)] });
  }

  asCount(): Selection {
    return this.modified("as_count", []);
  }

  asRate(): Selection {
    return this.modified("as_rate", []);
  }

  rollup(method: string, seconds?: number): Selection {
    if (seconds !== undefined && !(Number.isInteger(seconds) && seconds > 0)) {
      throw new RangeError(`rollup() requires a whole number of seconds above 0, not ${seconds}.`);
    }
    return this.modified("rollup", [keyword(method), ...numbers(seconds)]);
  }

  fill(method: FillMethod, limit?: number): Selection {
    if (limit !== undefined && !(Number.isInteger(limit) && limit > 0 && limit <= LONGEST_FILL)) {
      throw new RangeError(`fill() requires a limit from 1 to ${LONGEST_FILL} seconds, not ${limit}.`);
    }
    return this.modified("fill", [
      typeof method === "number" ? numberNode(method) : keyword(method),
      ...numbers(limit),
    ]);
  }

  weighted(): Selection {
    return this.modified("weighted", []);
  }

  private within(conditions: Conditions): Selection {
    return new Selection({ ...this.node, scope: conjunction(conditions) }, conditions);
  }

  private with(change: Partial<MetricQuery>): Selection {
    return new Selection({ ...this.node, ...change }, this.conditions);
  }

  /** Each modifier stands once; a later call replaces the earlier, and `as_count` and `as_rate` replace each other. */
  private modified(name: string, values: readonly (Expression | Keyword)[]): Selection {
    const args = values.map((value): Argument => ({ kind: "argument", value }));
    const kept = this.node.modifiers.filter((modifier) => slot(modifier.name) !== slot(name));
    const modifier: Modifier = { kind: "modifier", name, args };
    return this.with({ modifiers: [...kept, modifier] });
  }
}

const slot = (modifier: string) => (modifier === "as_rate" ? "as_count" : modifier);

function keyword(value: string): Keyword {
  if (typeof value !== "string") throw new RangeError(`rollup() and fill() take the name of a method, not ${value}.`);
  return { kind: "keyword", value };
}

const numbers = (value: number | undefined) => (value === undefined ? [] : [numberNode(value)]);

/** The selection of a whole metric by one space aggregator. */
export function selectionOf<Name extends string, S extends Stored, Tags extends readonly string[]>(
  metric: string,
  aggregator: string | CountValues,
): MetricQueryValue<Name, S, Tags> {
  const node: MetricQuery = { kind: "metric", aggregator, metric, scope: { kind: "any" }, by: [], modifiers: [] };
  // The interface narrows by metric what the class can always do.
  return new Selection(node, []) as unknown as MetricQueryValue<Name, S, Tags>;
}
