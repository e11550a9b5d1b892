import { own } from "../../json";
import { ROLLUP_METHODS } from "./aggregating";
import { functionsPage, type Signature } from "./row";

/** What `fill` puts into gaps; a number does as well. */
export const FILL_METHODS = ["null", "zero", "last", "linear"] as const;
/** Seconds; a longer gap cannot be filled. */
export const LONGEST_FILL = 600;
/** Buckets of the calendar. */
export const CALENDAR_BUCKETS = ["daily", "weekly", "monthly", "yearly"] as const;

/** What may follow a metric or an expression behind a dot. */
export interface ModifierRow extends Signature {
  /** Whether it reads a count or a rate as what it counts, so that a raw counter makes sense. */
  readonly readsCounters: boolean;
  /** What the values of a counter become, in words. */
  readonly unit?: string;
}

const TYPE_MODIFIERS = "https://docs.datadoghq.com/metrics/custom_metrics/type_modifiers/";

/** Modifiers by name. */
export const MODIFIERS = {
  as_count: { parameters: [], sentences: [""], page: TYPE_MODIFIERS, readsCounters: true, unit: "count" },
  as_rate: { parameters: [], sentences: [""], page: TYPE_MODIFIERS, readsCounters: true, unit: "rate per second" },
  rollup: {
    parameters: [
      {
        name: "aggregator",
        kind: "word",
        values: ROLLUP_METHODS,
        optional: true,
        default: "avg",
        words: {
          avg: "averages",
          sum: "sums",
          min: "lowest values",
          max: "highest values",
          count: "numbers of points",
        },
      },
      {
        name: "interval",
        kind: "seconds",
        values: CALENDAR_BUCKETS,
        minimum: 1,
        optional: true,
        words: { daily: "a day", weekly: "a week", monthly: "a month", yearly: "a year" },
      },
      // of calendar buckets: when they begin, and in which time zone
      { name: "calendar", kind: "any", optional: true, repeated: true, afterWord: "interval" },
    ],
    sentences: [
      ", in steps of {interval} ({aggregator}, {calendar})",
      ", in steps of {interval} ({aggregator})",
      ", in steps of {interval}",
      ", as {aggregator} over Datadog's default interval",
      "",
    ],
    page: functionsPage("rollup"),
    readsCounters: false,
  },
  fill: {
    parameters: [
      {
        name: "method",
        kind: "number",
        values: FILL_METHODS,
        words: {
          null: "not filled",
          zero: "filled with 0",
          last: "filled with the last value",
          linear: "interpolated linearly",
        },
        otherwise: "filled with {}",
      },
      { name: "limit", kind: "seconds", minimum: 0, maximum: LONGEST_FILL, optional: true, default: 300 },
    ],
    sentences: [", gaps {method} for up to {limit}", ", gaps {method}", ""],
    page: functionsPage("interpolation"),
    readsCounters: false,
  },
  weighted: {
    parameters: [],
    sentences: [", weighted by how long each tag was present"],
    page: "https://docs.datadoghq.com/dashboards/functions/#add-a-function",
    readsCounters: false,
  },
} as const satisfies Readonly<Record<string, ModifierRow>>;

export type ModifierName = keyof typeof MODIFIERS;

const ROWS: Readonly<Record<string, ModifierRow>> = MODIFIERS;

/** What is known of the modifier of this name; nothing for a name that is not known. */
export const modifierRow = (name: string): ModifierRow | undefined => own(ROWS, name);
