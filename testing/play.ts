import type { DowntimeDefinition, MonitorDefinition, SloDefinition } from "../datadog/definitions";
import { caretLines } from "../datadog/findings";
import {
  AlertingError,
  type AlertingInputs,
  type AlertingMonitor,
  type AlertingState,
  alertingMonitor,
  downtimeOf,
  type Notification,
  type Reading,
  step,
  type Transition,
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
  readonly slos: ReadonlyMap<string, SloDefinition>;
  /** UNIX seconds of 00:00, a whole minute. */
  readonly start: number;
  /** The last evaluation. */
  readonly until: number;
}

/** What is known of all monitors after an evaluation. */
export interface Frame {
  readonly state: AlertingState;
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
}

/** A story that was played: one frame a minute, the first at 00:01. */
export interface Played {
  readonly story: Story;
  readonly monitors: ReadonlyMap<string, AlertingMonitor>;
  readonly frames: readonly Frame[];
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
  const inputs = inputsOf(story);
  const monitors = story.monitors.map((monitor) => prepared(monitor, inputs));
  const downtimes = story.downtimes.map((downtime, index) => downtimeOf(`downtime ${index + 1}`, downtime, start));
  const frames: Frame[] = [];
  let known: Frame["readings"] = new Map();
  let state: AlertingState = new Map();
  for (let time = start + 60; time <= start + until; time += 60) {
    const frame = step(monitors, state, time, downtimes);
    // a monitor that is not due keeps what it found before
    known = frame.readings.size === monitors.length ? frame.readings : new Map([...known, ...frame.readings]);
    state = frame.state;
    frames.push({ ...frame, readings: known });
  }
  return { story, monitors: new Map(monitors.map((monitor) => [monitor.id, monitor])), frames };
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
function prepared({ id, definition }: StoryMonitor, inputs: AlertingInputs): AlertingMonitor {
  try {
    return alertingMonitor(id, definition, inputs);
  } catch (error) {
    if (!(error instanceof AlertingError || error instanceof EvaluationError)) throw error;
    const place = error.range ? `\n${indented(caretLines(definition.query, error.range))}` : "";
    throw new AlertingError(`monitor "${definition.name}": ${error.message}${place}`, error.range);
  }
}

const indented = (text: string) => text.replace(/^/gm, "  ");
