import type { DowntimeDefinition, MonitorDefinition, SloDefinition } from "../datadog/definitions";
import { memberIds, withIds } from "./composite";
import { record } from "./covered/record";
import { environmentOf, none, type Placed, placedIn, type StoryEnvironment, withEnvironmentTags } from "./environment";
import { checkRuns, downtimeDefinition, type Happenings, type StoryDowntime, storedLines } from "./happenings";
import { play, type StoryMonitor } from "./play";
import { checkOf, namesOf as metricNames, metricQueriesOf, refuseUnreadable, sloMetrics, sloOf } from "./queries";
import type { SentAs } from "./series/feed";
import { refuseMismatch, type SeriesInput, seriesOf } from "./series/input";
import { sentAsInCatalog } from "./series/types";
import { Simulation } from "./simulation";
import { namesOf, type StandingMonitor } from "./standing";
import { timeOf } from "./times";

/** 00:00 of a story, unless it says otherwise: a Monday. */
export const STORY_START = "2024-01-01T00:00:00Z";

export interface SimulateOptions extends Omit<Happenings, "downtimes"> {
  /** Whose scope, tags, handles, runbook and settings a definition gets; `none` takes it as it stands. @default "production" */
  readonly environment?: StoryEnvironment;
  /** From point to point of a series: `30s`. @default "1m" */
  readonly step?: string;
  /** The last evaluation: `02:00`, `2h`. @default when the longest series ends */
  readonly until?: string;
  /** The time that 00:00 stands for: a whole minute in ISO 8601. @default a Monday, 2024-01-01T00:00:00Z */
  readonly start?: string;
  /** How metrics are sent. @default as the catalog has it; gauge for what it does not have */
  readonly types?: Readonly<Record<string, SentAs>>;
  readonly downtimes?: readonly (StoryDowntime | DowntimeDefinition)[];
  /** SLOs by the id that the query names. */
  readonly slos?: Readonly<Record<string, SloDefinition>>;
  /** The monitors of a composite, by the names that its query has for them: `failures && !maintenance`. */
  readonly monitors?: Readonly<Record<string, MonitorDefinition>>;
}

/**
 * Runs a monitor over a story: evaluated at every whole minute from 00:01 on, with point i of a series at minute i.
 *
 * @param subject a definition, as a maker or `fromYaml` gives it: it goes through the environment as in a stack; or a monitor
 *   of Terraform's JSON (`terraformMonitor`), which is taken as it stands
 * @param input series by metric and tags; series of a definition that lack a tag of the environment get it
 * @throws NotationError at a mistake in a series, with the place
 * @throws SeriesMismatch for a series of a metric that the query does not name, or a metric of it without a series
 * @throws AlertingError where the monitor cannot be simulated
 */
export function simulate(
  subject: MonitorDefinition | StandingMonitor,
  input: SeriesInput = {},
  options: SimulateOptions = {},
): Simulation {
  const { environment = "production", slos = {}, types = {} } = options;
  const isStanding = "kind" in subject && subject.kind === "standing";
  const home = isStanding || environment === none ? undefined : environmentOf(environment);
  const tagged = (tags: readonly string[] = []) => (home ? withEnvironmentTags(tags, home) : tags);
  const placed: Placed = isStanding
    ? { definition: subject.definition }
    : home
      ? placedIn(subject as MonitorDefinition, home)
      : { definition: subject as MonitorDefinition };
  const { own, others } = withMembers(
    placed.definition,
    isStanding ? membersOf(subject) : named(options, home && ((one) => placedIn(one, home).definition)),
  );
  const monitors = [...others, own];
  const start = startOf(options.start);
  const step = timeOf(options.step ?? "1m");
  const until = options.until === undefined ? undefined : timeOf(options.until);
  const series = seriesOf(input, { step, until });
  const checks = checkRuns(options.checks, step);
  const used = monitors.map(({ definition }) => definition);
  used.forEach(refuseUnreadable);
  const ownSlos = used.flatMap((one) => sloOf(one) ?? []).flatMap((id) => slos[id] ?? []);
  refuseMismatch(series, [
    ...new Set([...used.flatMap((one) => metricNames(metricQueriesOf(one))), ...ownSlos.flatMap(sloMetrics)]),
  ]);
  refuseMismatch(checks, [...new Set(used.flatMap((one) => checkOf(one) ?? []))], "service check");
  const events = [...storedLines("logs", options.logs), ...storedLines("events", options.events)];
  const played = play({
    monitors,
    series: series.map((one) => ({ ...one, tags: tagged(one.tags) })),
    sentAs: (metric) => types[metric] ?? sentAsInCatalog(metric),
    step,
    checks: checks.flatMap(({ runs }) => runs.map((run) => ({ ...run, tags: tagged(run.tags) }))),
    events: events.map((event) => ({ ...event, tags: tagged(event.tags) })),
    downtimes: (options.downtimes ?? []).map((one) => ("attributes" in one ? one : downtimeDefinition(one, start))),
    slos: new Map(Object.entries(slos)),
    start,
    until:
      until ??
      lastMinute(
        [...series, ...checks].map(({ end }) => end),
        events,
      ),
  });
  const simulation = new Simulation(played, own.id);
  if (placed.name !== undefined && home) record(placed.name, home.name, simulation);
  return simulation;
}

/** The end of everything, at least one minute. */
export function lastMinute(ends: readonly number[], events: readonly { readonly time: number }[]): number {
  const last = [...ends, ...events.map(({ time }) => time + 60)].reduce((most, end) => Math.max(most, end), 60);
  return Math.ceil(last / 60) * 60;
}

/** @throws RangeError where it is not a whole minute in ISO 8601 */
export function startOf(start: string = STORY_START): number {
  const seconds = Date.parse(start) / 1000;
  if (Number.isNaN(seconds) || seconds % 60 !== 0) {
    throw new RangeError(`start is ${JSON.stringify(start)}: it must be a whole minute such as ${STORY_START}.`);
  }
  return seconds;
}

/** Monitors that a composite can be made of: every name of each. */
type Members = readonly { readonly names: readonly string[]; readonly definition: MonitorDefinition }[];

function membersOf(monitor: StandingMonitor): Members {
  return monitor.all().map((one) => ({ names: namesOf(one), definition: one.definition }));
}

function named(
  { monitors = {} }: SimulateOptions,
  place: (definition: MonitorDefinition) => MonitorDefinition = (one) => one,
): Members {
  return Object.entries(monitors).map(([name, definition]) => ({ names: [name], definition: place(definition) }));
}

/** The monitor, its composite query in ids, and the monitors that it is made of. */
function withMembers(definition: MonitorDefinition, members: Members): { own: StoryMonitor; others: StoryMonitor[] } {
  const idOf = (name: string) => {
    const index = members.findIndex(({ names }) => names.includes(name));
    return index < 0 ? undefined : String(index + 2);
  };
  const own = {
    id: "1",
    definition: withIds(
      definition,
      idOf,
      members.flatMap(({ names }) => names.slice(0, 1)),
    ),
  };
  const ids = memberIds(own.definition);
  return { own, others: ids.map((id) => ({ id, definition: members[Number(id) - 2]!.definition })) };
}
