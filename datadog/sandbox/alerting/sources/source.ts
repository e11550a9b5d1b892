import type { SloDefinition } from "../../../definitions";
import type { Explanation, Note, WindowColumns } from "../../evaluate";
import type { EventStore } from "../../events";
import type { SeriesStore } from "../../series";
import type { KindRules } from "../rules";
import type { AlertingState, GroupRecord, Reading } from "../types";

/** What monitors look at. */
export interface AlertingInputs {
  readonly series: SeriesStore;
  /** Logs, events, spans, runs of service checks. @default none */
  readonly events?: EventStore;
  /** An SLO by its id. @default there is none */
  readonly slo?: (id: string) => SloDefinition | undefined;
}

/** What is so when a source is read. */
export interface Now {
  /** UNIX seconds: the end of the window, exclusive. */
  readonly time: number;
  /** UNIX seconds at which the monitor is evaluated: later than `time` by its delay. */
  readonly evaluated: number;
  /** The groups that the monitor has. */
  readonly known: ReadonlyMap<string, GroupRecord>;
  /** The state of all monitors, those of the same evaluation included. */
  readonly state: Pick<AlertingState, "get">;
  /** What the monitors said that were evaluated before this one, by their id. */
  readonly readings: Pick<ReadonlyMap<string, readonly Reading[]>, "get">;
}

/** What a monitor's query says at one time: a reading for each group that has data. */
export interface Source {
  readonly kind: KindRules;
  /** What does not come from Datadog's documentation. */
  readonly notes: readonly Note[];
  read(now: Now): readonly Reading[];
  /**
   * The values that `read` gives at `count` times, each `stride` seconds after the one before, at once.
   * @default each has to be read by itself
   */
  sweep?(first: number, stride: number, count: number): WindowColumns | undefined;
  /**
   * Why a group that has data has its value.
   * @param time UNIX seconds, the end of the window
   * @param evaluated UNIX seconds at which the monitor is evaluated
   * @default the source cannot say
   */
  explain?(time: number, evaluated: number, group: string): Explanation;
}
