import { EVERYTHING, type Group } from "../../evaluate";
import type { CheckRun, EventStore } from "../../events";

/** What the runs of a group came to. */
export interface CheckGroup {
  readonly group: Group;
  readonly last: CheckRun;
  /** How many runs in a row, the last one included, found its status. */
  readonly row: number;
  /** The last run of each member of a cluster. Members differ by their tags. */
  readonly members: ReadonlyMap<string, CheckRun>;
}

interface Counted extends CheckGroup {
  last: CheckRun;
  row: number;
  readonly members: Map<string, CheckRun>;
}

/** The runs of a service check by group. Asked for rising times, each run is looked at once. */
export class CheckRuns {
  private groups = new Map<string, Counted>();
  /** Up to which time runs were counted, and how many there were before it. */
  private until = Number.NEGATIVE_INFINITY;
  private seen = 0;

  /** @param keys of the groups; `*` for all tags of a run */
  constructor(
    private readonly events: EventStore,
    private readonly check: string,
    private readonly isIncluded: (run: CheckRun) => boolean,
    private readonly keys: readonly string[],
  ) {}

  /** The groups as of the runs before a time in UNIX seconds. */
  before(time: number): readonly CheckGroup[] {
    const { events, check } = this;
    // an earlier time, or runs that came late: from the beginning
    if (time < this.until || events.countRuns(check, this.until) !== this.seen) {
      this.groups = new Map();
      this.until = Number.NEGATIVE_INFINITY;
    }
    for (const run of events.runsBetween(check, this.until, time)) if (this.isIncluded(run)) this.count(run);
    this.until = time;
    this.seen = events.countRuns(check, time);
    return [...this.groups.values()];
  }

  private count(run: CheckRun): void {
    const group = groupOf(run, this.keys);
    if (!group) return;
    const member = [...(run.tags ?? [])].sort().join(",");
    const known = this.groups.get(group.key);
    if (!known) {
      this.groups.set(group.key, { group, last: run, row: 1, members: new Map([[member, run]]) });
      return;
    }
    known.row = known.last.status === run.status ? known.row + 1 : 1;
    known.last = run;
    known.members.set(member, run);
  }
}

/** By the values of some tags, or of all (`.by("*")`); a run without one of the tags is in no group. */
function groupOf({ tags = [] }: CheckRun, keys: readonly string[]): Group | undefined {
  if (keys.length === 0) return EVERYTHING;
  const names = keys.includes("*") ? [...new Set(tags.map((tag) => tag.split(":", 1)[0]!))].sort() : keys;
  const values = names.map(
    (name) => [name, tags.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1)] as const,
  );
  if (values.some(([, value]) => value === undefined)) return undefined;
  const key = values.map(([name, value]) => `${name}:${value}`).join(",");
  return { key: key || EVERYTHING.key, tags: Object.fromEntries(values) as Record<string, string> };
}
