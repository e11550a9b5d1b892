import { conditionOf } from "../../../../definitions";
import type { AlertingMonitor, History, State } from "../../../alerting";
import type { GroupStory, MonitorStory } from "../story";
import { unitOfMetrics } from "./unit";
import type { View } from "./view";

const MINUTE = 60;

/** Which part of a history is drawn. */
export interface Stretch {
  /** UNIX seconds: where the chart begins, and the last evaluation. */
  readonly from: number;
  readonly to: number;
  /** The time that is written as 00:00. @default times are those of the clock, in UTC */
  readonly zero?: number;
  /** The units of metrics. @default numbers are drawn without one */
  readonly metrics?: View["metrics"];
}

/** What a monitor went through, minute by minute. */
export function storyOf(
  history: Pick<History, "readingsAt" | "stateAt" | "statesOf">,
  { id, definition }: Pick<AlertingMonitor, "id" | "definition">,
  { from, to, zero, metrics }: Stretch,
): MonitorStory {
  const first = Math.floor(from / MINUTE) * MINUTE + MINUTE;
  const times = Array.from(
    { length: Math.max(0, Math.floor((to - first) / MINUTE) + 1) },
    (_, index) => first + index * MINUTE,
  );
  const values = new Map<string, Map<number, number | undefined>>();
  for (const time of times) {
    for (const { group, value } of history.readingsAt(id, time)) {
      const own = values.get(group.key) ?? new Map<number, number | undefined>();
      values.set(group.key, own.set(time, value));
    }
  }
  const keys = new Set<string>();
  for (const { groups } of history.statesOf(id)) for (const key of groups.keys()) keys.add(key);
  const node = conditionOf(definition)?.node;
  return {
    definition,
    from,
    // the last state lasts until the next evaluation
    to: to + MINUTE,
    groups: [...keys].sort().map((key): GroupStory => {
      const states = times.map((time) => history.stateAt(id, time)?.groups.get(key)?.state ?? "No Data");
      return {
        key,
        values: times.map((time) => {
          const value = values.get(key)?.get(time);
          return value === undefined ? { time } : { time, value };
        }),
        states: stretches(times, states),
      };
    }),
    ...(metrics && node?.kind === "metricAlert" ? { unit: unitOfMetrics(node.expression, metrics) } : {}),
    ...(zero === undefined ? {} : { zero }),
  };
}

/** States of minutes as stretches of the same one. */
function stretches(times: readonly number[], states: readonly State[]): GroupStory["states"] {
  const found: { from: number; to: number; state: State }[] = [];
  states.forEach((state, index) => {
    const last = found.at(-1);
    if (last?.state === state) last.to = times[index]! + MINUTE;
    else found.push({ from: times[index]!, to: times[index]! + MINUTE, state });
  });
  return found;
}
