import type {
  DowntimeDefinition,
  MonitorDefinition,
  NotificationRuleDefinition,
  SloDefinition,
} from "../datadog/definitions";
import { caretLines } from "../datadog/findings";
import {
  AlertingError,
  type AlertingInputs,
  type AlertingMonitor,
  type AlertingMonitorOptions,
  alertingMonitor,
  downtimeOf,
  History,
  routingOf,
} from "../datadog/sandbox/alerting";
import { EvaluationError } from "../datadog/sandbox/evaluate";
import { type CheckRun, EventStore, type StoredEvent } from "../datadog/sandbox/events";
import { SeriesStore } from "../datadog/sandbox/series";
import { feed, type SentAs, type StorySeries } from "./series/feed";

/** A monitor of a story, under the id by which composites, SLOs and downtimes of the story name it. */
export interface StoryMonitor {
  readonly id: string;
  readonly definition: MonitorDefinition;
}

/** Everything that happens in a story. Times are in seconds from its beginning, 00:00. */
export interface Story {
  readonly monitors: readonly StoryMonitor[];
  readonly series: readonly StorySeries[];
  /** How a metric is sent. */
  readonly sentAs: (metric: string) => SentAs;
  /** Seconds from point to point of a series. */
  readonly step: number;
  /** Runs of service checks. */
  readonly checks: readonly CheckRun[];
  /** Log lines, events, spans. */
  readonly events: readonly StoredEvent[];
  readonly downtimes: readonly DowntimeDefinition[];
  /** @default none */
  readonly notificationRules?: readonly NotificationRuleDefinition[];
  readonly slos: ReadonlyMap<string, SloDefinition>;
  /** UNIX seconds of 00:00, a whole minute. */
  readonly start: number;
  /** The last evaluation. */
  readonly until: number;
}

/** A story that was played. Times of the history are in UNIX seconds. */
export interface Played {
  readonly story: Story;
  readonly monitors: ReadonlyMap<string, AlertingMonitor>;
  readonly history: History;
}

/** A story of two years, minute by minute. */
const MOST_MINUTES = 1_500_000;

/**
 * Plays a story: the monitors are evaluated at every whole minute from 00:01 on that is one of theirs.
 * @throws AlertingError where a monitor cannot be simulated; it names the monitor and shows the place in its query
 */
export function play(story: Story): Played {
  const { start, until } = story;
  if (until / 60 > MOST_MINUTES) throw new RangeError(`A story has at most ${MOST_MINUTES} minutes.`);
  const inputs = { ...inputsOf(story), routings: (story.notificationRules ?? []).map(routingOf) };
  const monitors = story.monitors.map((monitor) => prepared(monitor, inputs));
  const downtimes = story.downtimes.map((downtime, index) => downtimeOf(`downtime ${index + 1}`, downtime, start));
  const history = new History(monitors, new Map(), { from: start + 60, to: start + until }, downtimes);
  return { story, monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])), history };
}

function inputsOf({ series, sentAs, step, checks, events, slos, start }: Story): AlertingInputs {
  const store = new SeriesStore({ step: Math.min(step, 60) });
  for (const one of series) feed(store, one, sentAs(one.metric), start);
  const lines = new EventStore();
  for (const event of events) lines.add({ ...event, time: start + event.time });
  for (const run of checks) lines.addRun({ ...run, time: start + run.time });
  return { series: store, events: lines, slo: (id) => slos.get(id) };
}

/** The monitor, ready to run; what it cannot do is said with its name and the place in its query. */
function prepared({ id, definition }: StoryMonitor, inputs: AlertingMonitorOptions): AlertingMonitor {
  try {
    return alertingMonitor(id, definition, inputs);
  } catch (error) {
    if (!(error instanceof AlertingError || error instanceof EvaluationError)) throw error;
    const place = error.range ? `\n${indented(caretLines(definition.query, error.range))}` : "";
    throw new AlertingError(`monitor "${definition.name}": ${error.message}${place}`, error.range);
  }
}

const indented = (text: string) => text.replace(/^/gm, "  ");
