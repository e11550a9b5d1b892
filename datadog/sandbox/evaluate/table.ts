import type { Series, SeriesStore } from "../series";
import type { TimeMethod } from "./aggregate";
import { bucketsOf, isCounted, samplesIn, spanOf } from "./buckets";
import { interpolate } from "./fill";
import { type Grid, timeOf } from "./grid";
import { byKey, groupsOfTags } from "./groups";
import type { LeafPlan } from "./plan";
import { gaps } from "./series-set";
import { combined, countsSamples, ofSamples } from "./space";
import type { Group } from "./types";

/** One series with its buckets. */
export interface Member {
  readonly series: Series;
  readonly column: Float64Array;
}

export interface TableGroup {
  readonly group: Group;
  readonly members: readonly Member[];
  /** Distributions: aggregated over time and space at once, so that they have no columns of their own. */
  readonly distributions: readonly Series[];
  readonly column: Float64Array;
  readonly first: number;
  readonly last: number;
}

/**
 * A metric query over all buckets from a time on: what every window and every monitor that asks the same has in common.
 */
export interface LeafTable {
  /** Begins with the first point, or where it was asked to. */
  readonly grid: Grid;
  /** UNIX seconds from which on nothing is left out. */
  readonly from: number;
  readonly groups: readonly TableGroup[];
  /** No gap of a group's column would be interpolated: a part of the column is the column of a part. */
  readonly steady: boolean;
  /** Whether what is read are counts or rates, whose gaps are 0 beside another operand. */
  readonly zero: boolean;
  /** Whether a percentile is asked of something that is no distribution. */
  readonly withoutSamples: boolean;
  readonly version: number;
}

/** What a table depends on, beside the plan. */
export interface TableRequest {
  readonly rawMethod: TimeMethod;
  /** Leave out series that lack a tag of `by`, as monitors do. */
  readonly strict: boolean;
}

/** About how many numbers the tables of one store may hold: 100 MB. */
const MOST_NUMBERS = 12_000_000;

/** The tables of one store; the ones longest unused go first. */
class Tables {
  private readonly tables = new Map<string, LeafTable>();
  private numbers = 0;

  get(key: string): LeafTable | undefined {
    const table = this.tables.get(key);
    if (table) {
      this.tables.delete(key);
      this.tables.set(key, table);
    }
    return table;
  }

  set(key: string, table: LeafTable): void {
    this.drop(key);
    this.tables.set(key, table);
    this.numbers += sizeOf(table);
    for (const oldest of this.tables.keys()) {
      if (this.numbers <= MOST_NUMBERS || oldest === key) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const table = this.tables.get(key);
    if (table) this.numbers -= sizeOf(table);
    this.tables.delete(key);
  }
}

function sizeOf({ grid, groups }: LeafTable): number {
  const columns = groups.reduce((sum, { members }) => sum + 1 + (members.length === 1 ? 0 : members.length), 0);
  return columns * grid.length + 100;
}

const TABLES = new WeakMap<SeriesStore, Tables>();

/**
 * The table of a metric query whose buckets fall on those of `grid` and begin no later. Made once for all who ask the
 * same, and again when the metric has new points or an earlier beginning is wanted.
 */
export function tableOf(store: SeriesStore, plan: LeafPlan, grid: Grid, request: TableRequest): LeafTable {
  const tables = TABLES.get(store) ?? new Tables();
  TABLES.set(store, tables);
  const { start, step } = grid;
  const phase = ((start % step) + step) % step;
  const { reads, method, weighted } = plan;
  const key = [plan.key, reads, method, weighted, step, phase, request.rawMethod, request.strict].join("|");
  const known = tables.get(key);
  const version = store.version(plan.metric);
  if (known && known.version === version && known.from <= start) return known;
  const table = makeTable(store, plan, { start, step }, request, version);
  tables.set(key, table);
  return table;
}

function makeTable(
  store: SeriesStore,
  plan: LeafPlan,
  { start, step }: Pick<Grid, "start" | "step">,
  request: TableRequest,
  version: number,
): LeafTable {
  const all = store.series(plan.metric).filter(({ tags }) => plan.matches(tags));
  const grid = gridOfData(all, { start, step });
  const bucketing = { rawMethod: request.rawMethod, pointStep: store.step, cut: Number.POSITIVE_INFINITY };
  const gathered = new Map<string, { group: Group; members: Member[]; distributions: Series[] }>();
  if (plan.by.length === 0) {
    gathered.set("*", { group: groupsOfTags([], [], true)[0]!, members: [], distributions: [] });
  }
  for (const series of all) {
    const groups = groupsOfTags(series.tags, plan.by, request.strict);
    const column =
      groups.length > 0 && series.type !== "distribution" ? bucketsOf(series, grid, plan, bucketing) : EMPTY;
    for (const group of groups) {
      const into = gathered.get(group.key) ?? { group, members: [], distributions: [] };
      gathered.set(group.key, into);
      if (series.type === "distribution") into.distributions.push(series);
      else into.members.push({ series, column });
    }
  }
  const groups = [...gathered.values()]
    .map((each) => tableGroup(each, grid, plan))
    .sort((a, b) => byKey(a.group, b.group));
  return {
    grid,
    from: start,
    groups,
    steady: isSteady(groups, plan, step),
    zero:
      plan.reads !== "stored" &&
      all.every(
        (series) => isCounted(series, plan.reads) || (series.type === "distribution" && countsSamples(plan.space)),
      ),
    withoutSamples: plan.space.kind === "percentile" && all.some(({ type }) => type !== "distribution"),
    version,
  };
}

const EMPTY = new Float64Array();

/** The buckets from `start` on in which series have points, and those between. */
export function gridOfData(all: readonly Series[], { start, step }: Pick<Grid, "start" | "step">): Grid {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const series of all) {
    const span = spanOf(series);
    first = Math.min(first, span.first);
    last = Math.max(last, span.last);
  }
  if (last < start) return { start, step, length: 0 };
  const begin = start + Math.max(0, Math.floor((first - start) / step)) * step;
  return { start: begin, step, length: Math.floor((last - begin) / step) + 1 };
}

function tableGroup(
  { group, members, distributions }: Pick<TableGroup, "group" | "members" | "distributions">,
  grid: Grid,
  plan: LeafPlan,
): TableGroup {
  const spans = [...members.map(({ series }) => series), ...distributions].map(spanOf);
  const columns = members.map(({ column }) => column);
  if (distributions.length > 0) columns.push(ofDistributions(distributions, grid, plan));
  return {
    group,
    members,
    distributions,
    column: combinedWithSamples(columns, distributions.length > 0, grid.length, plan),
    first: Math.min(...spans.map(({ first }) => first)),
    last: Math.max(...spans.map(({ last }) => last)),
  };
}

/** A column of distributions has been through the aggregation over space already. */
function combinedWithSamples(columns: Float64Array[], samples: boolean, length: number, plan: LeafPlan): Float64Array {
  return samples && columns.length === 1 ? columns[0]! : combined(columns, length, plan.space);
}

function ofDistributions(members: readonly Series[], grid: Grid, plan: LeafPlan): Float64Array {
  const column = gaps(grid.length);
  for (let index = 0; index < grid.length; index++) {
    const samples = samplesIn(members, timeOf(grid, index), timeOf(grid, index + 1));
    if (samples) column[index] = ofSamples(samples, plan, grid.step);
  }
  return column;
}

/** The columns that are interpolated beside one another: those of gauges. */
export const interpolates = ({ series }: Member): boolean => series.type === "gauge";

function isSteady(groups: readonly TableGroup[], plan: LeafPlan, step: number): boolean {
  if (plan.fill) return false;
  const gauges = new Set(groups.flatMap(({ members }) => members.filter(interpolates).map(({ column }) => column)));
  return (
    !hasGaps(gauges) ||
    !interpolate(
      [...gauges].map((column) => column.slice()),
      step,
    )
  );
}

/** Whether one of the columns has a gap where another has none. */
function hasGaps(columns: ReadonlySet<Float64Array>): boolean {
  if (columns.size < 2) return false;
  const [first, ...rest] = columns;
  for (let index = 0; index < first!.length; index++) {
    const gap = Number.isNaN(first![index]!);
    for (const column of rest) if (Number.isNaN(column[index]!) !== gap) return true;
  }
  return false;
}
