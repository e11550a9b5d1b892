import { asserted } from "../../findings";
import { type Countable, counted, type QueryInput, queryText } from "../../query";
import { linkTo } from "../links";
import type { MonitorDefinition } from "../monitor";
import { type Ignore, noted } from "../notes";
import { checkSlo } from "./check";
import type { SloDefinition } from "./schema";

/** The times over which a target can be set. */
export const SLO_WINDOWS = ["7d", "30d", "90d"] as const;

export type SloWindow = (typeof SLO_WINDOWS)[number];

/** What an environment may set of an SLO that ships; a maker has defaults for all of it. */
export interface SloSettings {
  /** @see SloProps.target */
  readonly target?: number;
  /** @see SloProps.warning */
  readonly warning?: number;
  /** @see SloProps.window */
  readonly window?: SloWindow;
  /** What a time slice is compared with. */
  readonly threshold?: number;
}

/** What every SLO has. */
interface SloProps {
  readonly name: string;
  /** @default none */
  readonly description?: string;
  /** The percentage that must be good: 99.9. */
  readonly target: number;
  /** The percentage below which the SLO is shown as a warning; above the target. @default none */
  readonly warning?: number;
  /** The rolling window of the target. @default "30d" */
  readonly window?: SloWindow;
  /** @default none */
  readonly tags?: readonly string[];
  /** Checks to ignore for this SLO, each with a reason. Not part of the JSON. @default none */
  readonly ignore?: readonly Ignore[];
}

/**
 * Good events of all events. Both are counted: `as_count()` is added to each of their metrics.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/metric/
 */
export interface MetricSloSpec extends SloProps {
  readonly good: Countable | string;
  readonly total: Countable | string;
}

/**
 * The share of the time in which a value is as it should be, slice by slice.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/time_slice/
 */
export interface TimeSliceSloSpec extends SloProps {
  /** What is compared in each slice. A slice without data is good. */
  readonly value: QueryInput;
  /** A slice is good while the value compares so with `threshold`. */
  readonly comparator: ">" | ">=" | "<" | "<=";
  readonly threshold: number;
  /** The length of a slice. @default "5m" */
  readonly slice?: "1m" | "5m";
}

/**
 * The share of the time in which no monitor alerts: up to 20 of the same stack, by value.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/monitor/
 */
export interface MonitorSloSpec extends SloProps {
  readonly monitors: readonly MonitorDefinition[];
  /** The groups that count, of a single monitor: `stage:spark`. @default all */
  readonly groups?: readonly string[];
}

/** What an SLO measures, and its target. */
export type SloSpec = MetricSloSpec | TimeSliceSloSpec | MonitorSloSpec;

/**
 * A service level objective, as the JSON of Datadog's API.
 * @throws DefinitionError for a target, a query, or a number of monitors that Datadog rejects
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/
 */
export function slo(spec: SloSpec): SloDefinition {
  const { name, description, target, warning, window = "30d", tags, ignore } = spec;
  const definition: SloDefinition = {
    name,
    ...(description === undefined ? {} : { description }),
    ...measured(spec),
    thresholds: [{ timeframe: window, target, ...(warning === undefined ? {} : { warning }) }],
    timeframe: window,
    target_threshold: target,
    ...(warning === undefined ? {} : { warning_threshold: warning }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
  };
  return asserted(`SLO "${name}"`, noted(definition, ignore), checkSlo(definition));
}

const SECONDS = { "1m": 60, "5m": 300 } as const;

function measured(
  spec: SloSpec,
): Pick<SloDefinition, "type" | "query" | "sli_specification" | "monitor_ids" | "groups"> {
  if ("good" in spec) {
    const query = { numerator: queryText(counted(spec.good)), denominator: queryText(counted(spec.total)) };
    return { type: "metric", query };
  }
  if ("monitors" in spec) {
    const { monitors, groups } = spec;
    return {
      type: "monitor",
      monitor_ids: monitors.map(linkTo),
      ...(groups === undefined ? {} : { groups: [...groups] }),
    };
  }
  const { value, comparator, threshold, slice = "5m" } = spec;
  const queries = [{ name: "query1", data_source: "metrics", query: queryText(value) }];
  const query = { queries, formulas: [{ formula: "query1" }] };
  return {
    type: "time_slice",
    sli_specification: { time_slice: { query, comparator, threshold, query_interval_seconds: SECONDS[slice] } },
  };
}
