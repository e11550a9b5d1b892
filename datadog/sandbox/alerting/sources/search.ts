import {
  callsOf,
  groupsOfCalls,
  type SearchAlert,
  type SearchSource,
  textsOf,
  windowLength,
  windowOf,
} from "../../../query";
import { EVERYTHING, type Group } from "../../evaluate";
import { EventStore, isMeasure, type Measure, matcher, measure, type StoredEvent } from "../../events";
import { AlertingError } from "../error";
import type { Reading } from "../types";
import { type GroupFacet, topGroups } from "./found-groups";
import type { AlertingInputs, Now, Source } from "./source";

/** What the variables of messages call an event of each kind that is simulated. */
const ROOTS: Readonly<Partial<Record<SearchSource, string>>> = {
  logs: "log",
  events: "event",
  rum: "rum",
  "trace-analytics": "span",
  audits: "audit",
  "ci-pipelines": "cipipeline",
  "ci-tests": "citest",
  "database-monitoring": "databasemonitoring",
};

/**
 * A monitor over logs, events, spans …: how many of them a search finds, how many values of a facet, what a measure of
 * them is.
 * @see https://docs.datadoghq.com/monitors/types/log/
 */
export function searchSource(query: SearchAlert, { events = new EventStore() }: AlertingInputs): Source {
  const root = ROOTS[query.source];
  if (root === undefined)
    throw new AlertingError(
      `Monitors over ${query.source} are not simulated: Datadog does not document what their values are made of. Use a monitor over metrics, logs, events, RUM, spans, CI, or databases.`,
      query.range,
    );
  const matches = matcher(query.search);
  const taken = measureOf(query);
  const keys = groupsOfCalls(callsOf(query));
  const facets = keys.map((key): GroupFacet => ({ key }));
  const window = secondsOf(query);
  const isBelow = query.comparison.operator.startsWith("<");
  const hasZero = taken.method === "count" || taken.method === "cardinality";
  const reading = (group: Group, found: readonly StoredEvent[]): Reading => ({
    group,
    value: measure(found, taken),
    ...(found.length > 0 ? { about: { [root]: shownEvent(found.at(-1)!) } } : {}),
  });
  return {
    kind: {
      window,
      groupKeys: keys,
      // a group without events does not exist: below a threshold it keeps its state
      aggregation: hasZero && !(isBelow && keys.length > 0) ? "count" : undefined,
      missingByDefault: "default",
    },
    notes: [],
    read: (now) => {
      const found = events.between(query.source, now.time - window, now.time).filter(matches);
      if (keys.length === 0) return found.length > 0 ? [reading(EVERYTHING, found)] : [];
      const grouped = topGroups(found, facets).map(({ group, events }) => reading(group, events));
      return isBelow && hasZero ? [...grouped, ...whenAllAreSilent(grouped, now)] : grouped;
    },
  };
}

/**
 * Below a threshold, that no group has events at all is an alert of the whole monitor.
 * @see https://docs.datadoghq.com/monitors/types/log/#no-data-and-below-alerts
 */
function whenAllAreSilent(grouped: readonly Reading[], { known }: Now): readonly Reading[] {
  if (grouped.length === 0) return [{ group: EVERYTHING, value: 0 }];
  return known.has(EVERYTHING.key) ? [{ group: EVERYTHING, state: "OK" }] : [];
}

function measureOf(query: SearchAlert): Measure {
  const [method = "count", facet] = textsOf(callsOf(query), "rollup");
  if (!isMeasure(method)) throw new AlertingError(`.rollup("${method}") is not simulated.`, query.range);
  return { method, ...(facet === undefined || method === "count" ? {} : { facet }) };
}

/** Seconds of `.last("5m")`. */
function secondsOf(query: SearchAlert): number {
  const window = windowOf(query);
  if (!window) throw new AlertingError('The query needs a window, such as .last("5m").', query.range);
  return windowLength(window);
}

/** An event as the variables of messages see it: `log.message`, `log.tags.env`, `log.attributes.x`. */
function shownEvent({
  kind: _,
  time,
  message,
  title,
  tags = [],
  ...event
}: StoredEvent): Readonly<Record<string, unknown>> {
  const byKey = tags.map((tag) => [tag.split(":", 1)[0]!, tag.slice(tag.indexOf(":") + 1)] as const);
  return { ...event, timestamp: time * 1000, message, title, text: message, tags: Object.fromEntries(byKey) };
}
