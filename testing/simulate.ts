import {
  type DowntimeDefinition,
  linksIn,
  linkTo,
  type MonitorDefinition,
  type NotificationRuleDefinition,
  type SloDefinition,
} from "../datadog/definitions";
import { memberIds, withIds } from "./composite";
import { record } from "./covered/record";
import { environmentOf, none, type Placed, placedIn, type StoryEnvironment, withEnvironmentTags } from "./environment";
import { checkRuns, downtimeDefinition, type Happenings, type StoryDowntime, storedLines } from "./happenings";
import { refuseMismatch } from "./mismatch";
import { play, type StoryMonitor } from "./play";
import type { SentAs } from "./series/feed";
import { type SeriesInput, seriesOf } from "./series/input";
import { sentAsInCatalog } from "./series/types";
import { Simulation } from "./simulation";
import { namesOf, type StandingMonitor } from "./standing";
import { linkedSlos, surroundingsIn, surroundingsOf } from "./surroundings";
import { timeOf } from "./times";

/** 00:00 of a story, unless it says otherwise: a Monday. */
export const STORY_START = "2024-01-01T00:00:00Z";

export interface SimulateOptions extends Omit<Happenings, "downtimes"> {
  /**
   * Whose scope, tags, handles, runbook and settings a definition gets, and whose tags series get; `none` takes both as they
   * stand.
   * @default "production"
   */
  readonly environment?: StoryEnvironment;
  /** The interval between the points of a series: `30s`. @default "1m" */
  readonly step?: string;
  /** The time of the last evaluation: `02:00`, `2h`. @default the end of the longest series */
  readonly until?: string;
  /** The time that 00:00 represents: a whole minute in ISO 8601. @default 2024-01-01T00:00:00Z, a Monday */
  readonly start?: string;
  /** How metrics are sent. @default the catalog's type, or gauge for a metric that is not in the catalog */
  readonly types?: Readonly<Record<string, SentAs>>;
  /** Downtimes besides those of the environment, or of Terraform's JSON. @default none */
  readonly downtimes?: readonly (StoryDowntime | DowntimeDefinition)[];
  /** Notification rules besides those of the environment, or of Terraform's JSON. @default none */
  readonly notificationRules?: readonly NotificationRuleDefinition[];
  /** SLOs by the id used in the query; one that the query names by value is known. */
  readonly slos?: Readonly<Record<string, SloDefinition>>;
  /** The monitors of a composite monitor, by the names used in its query: `failures && !maintenance`. */
  readonly monitors?: Readonly<Record<string, MonitorDefinition>>;
}

/**
 * Runs a monitor over a story: evaluated at every whole minute from 00:01 on, with point i of a series at minute i.
 *
 * @param subject a definition, as a maker or `fromYaml` gives it: it goes through the environment as in a stack; or a monitor
 *   of Terraform's JSON (`terraformMonitor`), which is taken as it stands
 * @param input series by metric and tags; those that lack a tag of the environment get it
 * @throws NotationError at a mistake in a series, with the place
 * @throws SeriesMismatch for a series of a metric that is not in the query, or a metric in the query without a series
 * @throws AlertingError if the monitor cannot be simulated
 */
export function simulate(
  subject: MonitorDefinition | StandingMonitor,
  input: SeriesInput = {},
  options: SimulateOptions = {},
): Simulation {
  const { environment = "production", slos = {}, types = {} } = options;
  const isStanding = "kind" in subject && subject.kind === "standing";
  const home = environment === none ? undefined : environmentOf(environment);
  const tagged = (tags: readonly string[] = []) => (home ? withEnvironmentTags(tags, home) : tags);
  const place = (one: MonitorDefinition): Placed => (home ? placedIn(one, home) : { definition: one });
  const placed: Placed = isStanding ? { definition: subject.definition } : place(subject as MonitorDefinition);
  const members = isStanding
    ? membersOf(subject)
    : [...named(options, (one) => place(one).definition), ...linked(placed, (one) => place(one).definition)];
  const { own, others } = withMembers(placed.definition, members);
  const monitors = [...others, own];
  const start = startOf(options.start);
  const step = timeOf(options.step ?? "1m");
  const until = options.until === undefined ? undefined : timeOf(options.until);
  const series = seriesOf(input, { step, until });
  const checks = checkRuns(options.checks, step);
  const definitions = monitors.map(({ definition }) => definition);
  const around = isStanding ? surroundingsOf(subject) : surroundingsIn(home);
  const known = new Map([...around.slos, ...linkedSlos(definitions), ...Object.entries(slos)]);
  refuseMismatch(definitions, { series, checks }, known);
  const events = [...storedLines("logs", options.logs), ...storedLines("events", options.events)];
  const played = play({
    monitors,
    series: series.map((one) => ({ ...one, tags: tagged(one.tags) })),
    sentAs: (metric) => types[metric] ?? sentAsInCatalog(metric),
    step,
    checks: checks.flatMap(({ runs }) => runs.map((run) => ({ ...run, tags: tagged(run.tags) }))),
    events: events.map((event) => ({ ...event, tags: tagged(event.tags) })),
    downtimes: [
      ...around.downtimes,
      ...(options.downtimes ?? []).map((one) => ("attributes" in one ? one : downtimeDefinition(one, start))),
    ],
    notificationRules: [...around.notificationRules, ...(options.notificationRules ?? [])],
    slos: known,
    start,
    until: until ?? lastMinute([...series, ...checks], events),
  });
  const simulation = new Simulation(played, own.id);
  // an environment that is not one of the project's ships nothing
  if (placed.name !== undefined && typeof environment === "string") record(placed.name, environment, simulation);
  return simulation;
}

/** The end of everything, at least one minute. */
export function lastMinute(
  data: readonly { readonly end: number }[],
  events: readonly { readonly time: number }[],
): number {
  const ends = [...data.map(({ end }) => end), ...events.map(({ time }) => time + 60)];
  const last = ends.reduce((most, end) => Math.max(most, end), 60);
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
  place: (definition: MonitorDefinition) => MonitorDefinition,
): Members {
  return Object.entries(monitors).map(([name, definition]) => ({ names: [name], definition: place(definition) }));
}

/** The monitors that a composite was made of, by its links; those of one that ships are as they ship. */
function linked({ definition, name }: Placed, place: (definition: MonitorDefinition) => MonitorDefinition): Members {
  if (definition.type !== "composite") return [];
  return (linksIn(definition.query) as readonly MonitorDefinition[]).map((one) => ({
    names: [linkTo(one)],
    definition: name === undefined ? place(one) : one,
  }));
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
