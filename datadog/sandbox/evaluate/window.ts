import { groupsOf, type Window, windowLength } from "../../query";
import type { SeriesStore } from "../series";
import { partsOf, type SeriesAlert } from "./alert";
import { agrees, stepsOf } from "./explain";
import { notesIn, prepare } from "./expression";
import { coverageBucket, isFullWindow } from "./full-window";
import { outsideNamesOf } from "./normalize";
import type { Columns, Setting, Values, WindowAt, WindowsAt } from "./operand";
import { columnsOf, operandsOf, type Total, totalOf, valuesOf } from "./totals";
import type {
  Explanation,
  Group,
  Note,
  WindowColumns,
  WindowCoverage,
  WindowEvaluator,
  WindowOptions,
  WindowResult,
} from "./types";

export type { SeriesAlert } from "./alert";

/**
 * Compiles a monitor's query. Evaluations of monitors on one store share what they have in common.
 * @throws EvaluationError where something in the query cannot be evaluated; it says what, where and why
 * @see https://docs.datadoghq.com/monitors/types/metric/
 */
export function windowEvaluator(query: SeriesAlert, store: SeriesStore, options: WindowOptions = {}): WindowEvaluator {
  return new CompiledMonitor(query, store, options);
}

/** The values of many evaluations. */
interface Swept extends Columns {
  readonly windows: WindowsAt;
  /** Of the data that they were computed from. */
  readonly version: number;
}

class CompiledMonitor implements WindowEvaluator {
  readonly window: number;
  readonly groupKeys: readonly string[];
  private readonly setting: Setting;
  private readonly total: Total;
  private readonly form: Window;
  private readonly groups: Group[] = [];
  private readonly indexes = new Map<string, number>();
  /** The groups of the last evaluation, and where they are among `groups`. */
  private placed: { readonly groups: readonly Group[]; readonly places: readonly number[] } = {
    groups: [],
    places: [],
  };
  private last: WindowAt | undefined;
  /** What was swept last. */
  private swept: Swept | undefined;

  constructor(
    query: SeriesAlert,
    store: SeriesStore,
    private readonly options: WindowOptions,
  ) {
    const { aggregator, window, expression } = partsOf(
      query,
      options.queries ?? {},
      Object.keys(options.outside ?? {}),
    );
    const outside = options.outside ?? {};
    prepare(expression);
    this.form = window;
    this.window = windowLength(window);
    this.setting = { store, aggregator, window: this.window, notes: notesIn(expression), outside };
    this.total = totalOf(expression, this.setting);
    const outsideKeys = outsideNamesOf(expression).flatMap((name) => outside[name]?.groupKeys ?? []);
    this.groupKeys = [...new Set([...groupsOf(expression), ...outsideKeys])];
  }

  get notes(): readonly Note[] {
    return [...this.setting.notes.values()];
  }

  at(time: number, now = time): WindowResult {
    const at = this.windowAt(time, now);
    const { groups, values } = this.sweptAt(at.time) ?? valuesOf(this.total, at);
    const places = this.placesOf(groups);
    const placed = new Float64Array(this.groups.length).fill(Number.NaN);
    for (let index = 0; index < values.length; index++) placed[places[index]!] = values[index]!;
    return { time: at.time, from: at.from, groups: this.groups, values: placed };
  }

  sweep(first: number, stride: number, count: number): WindowColumns | undefined {
    // calendar windows differ in length
    if (this.form.form === "current") return undefined;
    const windows = { first: this.windowAt(first, first), stride, count };
    const found = columnsOf(this.total, windows);
    this.swept = found && { ...found, windows, version: this.version() };
    return found;
  }

  /** The values of an evaluation that was swept, as long as the data is the same. */
  private sweptAt(time: number): Pick<Values, "groups" | "values"> | undefined {
    const { swept } = this;
    if (!swept) return undefined;
    const { windows, groups, columns, version } = swept;
    const index = (time - windows.first.time) / windows.stride;
    if (!(Number.isInteger(index) && index >= 0 && index < windows.count) || version !== this.version()) {
      return undefined;
    }
    return { groups, values: Float64Array.from(columns, (column) => column[index]!) };
  }

  private version(): number {
    return operandsOf(this.total).reduce((sum, operand) => sum + operand.version(), 0);
  }

  coverage(time: number, group: number, now = time): WindowCoverage {
    const at = this.windowAt(time, now);
    const bucket = coverageBucket(this.form);
    const wanted = this.groups[group];
    const operands = operandsOf(this.total).map((operand) => ({
      operand,
      keys: operand
        .at(at)
        .groups.filter((other) => wanted && agrees(other, wanted))
        .map(({ key }) => key),
    }));
    const filled: boolean[] = [];
    for (let from = at.from; from < at.time; from += bucket) {
      const to = Math.min(from + bucket, at.time);
      filled.push(operands.some(({ operand, keys }) => keys.some((key) => operand.hasValue(at, key, from, to))));
    }
    return { bucket, filled, full: isFullWindow(filled) };
  }

  explain(time: number, group: number | string, now = time): Explanation {
    const at = this.windowAt(time, now);
    this.at(time, now);
    const index = typeof group === "number" ? group : this.indexes.get(group);
    const found = index === undefined ? undefined : this.groups[index];
    if (!found) {
      const known =
        this.groups.length === 0 ? "it has none" : `they are ${this.groups.map(({ key }) => key).join(", ")}`;
      throw new RangeError(`There is no group ${JSON.stringify(group)} in this monitor: ${known}.`);
    }
    const steps = stepsOf(this.total, at, found, this.setting.aggregator);
    return { time, from: at.from, group: found, value: steps.at(-1)?.value, steps, notes: this.notes };
  }

  /** The same object for the same question, so that what follows an evaluation finds it done. */
  private windowAt(time: number, now: number): WindowAt {
    const end = Math.floor(time);
    const from = this.form.form === "current" ? this.calendarStart(end) : end - this.window;
    const { last } = this;
    if (last && last.time === end && last.now === now && last.from === from) return last;
    this.last = { from, time: end, now };
    return this.last;
  }

  private calendarStart(time: number): number {
    if (this.options.windowStart) return this.options.windowStart(time);
    const { amount, unit } = this.form;
    if (unit !== "mo") return time - (time % (amount * CALENDAR[unit]));
    const date = new Date(time * 1000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1 - amount, 1) / 1000;
  }

  private placesOf(groups: readonly Group[]): readonly number[] {
    if (this.placed.groups === groups) return this.placed.places;
    const places = groups.map((group) => {
      const known = this.indexes.get(group.key);
      if (known !== undefined) return known;
      this.indexes.set(group.key, this.groups.length);
      return this.groups.push(group) - 1;
    });
    this.placed = { groups, places };
    return places;
  }
}

/** Seconds of the units that calendar windows have beside months. */
const CALENDAR = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
