import { apiMonitorSchema, sloSchema } from "../datadog/definitions";
import { AlertingError } from "../datadog/sandbox/alerting";
import { EvaluationError } from "../datadog/sandbox/evaluate";
import type { Org } from "../datadog/sandbox/org";
import { INCIDENT, INCIDENT_TEXT, MINUTES, pipelineHour } from "../demo/pipeline";
import type { Environment } from "../environments/schema";
import { withEnvironmentTags } from "../testing/environment";
import { play, type Story, type StoryMonitor } from "../testing/play";
import { seriesOf } from "../testing/series/input";
import { sentAsInCatalog } from "../testing/series/types";
import { STORY_START, startOf } from "../testing/simulate";
import { Simulation } from "../testing/simulation";
import { numberText, wordsOf } from "../testing/timeline";
import { clockOf } from "../testing/times";

/** A change of a monitor in the hour, and what is sent about it. */
export interface StoryEvent {
  /** `00:17`. */
  readonly at: string;
  readonly monitor: string;
  /** `stage:spark`; `*` for a monitor without groups. */
  readonly group: string;
  /** `OK → Alert`. */
  readonly change: string;
  /** As text. @default there was no data */
  readonly value?: string;
  /** Who is notified. @default nothing is sent */
  readonly recipients?: readonly string[];
  /** The message in one line, without handles. */
  readonly text?: string;
}

/** What an environment's monitors make of an hour of a made pipeline. */
export interface HourStory {
  /** What happens in it. */
  readonly incident: string;
  readonly events: readonly StoryEvent[];
  /** Monitors that could not be run, with the reason. */
  readonly skipped: readonly string[];
}

/**
 * Runs the monitors of an org, as they were deployed there, over an hour of a made pipeline.
 * @param environment whose tags the pipeline reports with
 * @param seed of the made values @default 1
 */
export function hourStory(org: Org, environment: Environment, seed?: number): HourStory {
  const story = storyOf(org, environment, seed);
  const skipped: string[] = [];
  const monitors = [...org.monitors.values()]
    .map((monitor) => ({ id: String(monitor.id), definition: apiMonitorSchema.parse(monitor) }))
    .filter((monitor) => {
      const why = whyNot(story, monitor);
      if (why !== undefined) skipped.push(why);
      return why === undefined;
    });
  const played = play({ ...story, monitors });
  return {
    incident: `from ${clockOf(INCIDENT.from * 60)} to ${clockOf(INCIDENT.to * 60)} ${INCIDENT_TEXT}`,
    events: monitors.flatMap(({ id }) => eventsOf(new Simulation(played, id))).sort((a, b) => (a.at < b.at ? -1 : 1)),
    skipped,
  };
}

function storyOf(org: Org, environment: Environment, seed?: number): Story {
  const series = seriesOf(pipelineHour(seed), { step: 60 });
  return {
    monitors: [],
    series: series.map((one) => ({ ...one, tags: withEnvironmentTags(one.tags, environment) })),
    sentAs: sentAsInCatalog,
    step: 60,
    checks: [],
    events: [],
    downtimes: [],
    slos: new Map(org.slos.all().map(({ id, definition }) => [id, sloSchema.parse(definition)])),
    start: startOf(STORY_START),
    until: MINUTES * 60,
  };
}

/** Why a monitor cannot be run: it asks for something that only Datadog has. Nothing where it can. */
function whyNot(story: Story, monitor: StoryMonitor): string | undefined {
  try {
    play({ ...story, monitors: [monitor], series: [], until: 0 });
    return undefined;
  } catch (error) {
    if (error instanceof AlertingError || error instanceof EvaluationError) return error.message.split("\n")[0];
    throw error;
  }
}

function eventsOf({ lines, definition }: Simulation): StoryEvent[] {
  return lines.map(({ at, group, from, to, value, notification }) => ({
    at,
    monitor: definition.name,
    group,
    change: `${from} → ${to ?? "forgotten"}`,
    ...(value === undefined ? {} : { value: numberText(Number(value.toPrecision(3))) }),
    ...(notification && { recipients: notification.recipients, text: wordsOf(notification) }),
  }));
}
