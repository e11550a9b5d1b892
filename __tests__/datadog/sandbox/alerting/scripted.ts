import type { MonitorDefinition, MonitorOptions } from "../../../../datadog/definitions";
import { conditionOf } from "../../../../datadog/definitions";
import {
  type AlertingMonitor,
  type AlertingState,
  type Downtime,
  type Notification,
  type Reading,
  step,
  type Transition,
} from "../../../../datadog/sandbox/alerting";
import { silencedScopes } from "../../../../datadog/sandbox/alerting/downtimes";
import { letterOf } from "../../../../datadog/sandbox/alerting/notify";
import { rulesOf } from "../../../../datadog/sandbox/alerting/rules";
import { customSchedule, everySeconds } from "../../../../datadog/sandbox/alerting/schedule";
import { scopeTagsOf } from "../../../../datadog/sandbox/alerting/scope-tags";
import type { Group } from "../../../../datadog/sandbox/evaluate";

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** The value of each group by the minute; a gap is no data. `{ "*": [1, 2, , 3] }`: evaluation i is at minute i + 1. */
export type Script = Readonly<Record<string, readonly (number | undefined)[]>>;

/** `stage:spark,user:a`. */
export function groupOf(key: string): Group {
  if (key === "*") return { key, tags: {} };
  const tags = key.split(",").map((tag) => [tag.slice(0, tag.indexOf(":")), tag.slice(tag.indexOf(":") + 1)] as const);
  return { key, tags: Object.fromEntries(tags) };
}

/** A monitor whose query says what a script says, whatever its metrics. */
export function scripted(definition: MonitorDefinition, script: Script, id = "1"): AlertingMonitor {
  const condition = conditionOf(definition)!;
  const { window, groups: groupKeys = [] } = condition;
  const node = condition.node;
  const kind = {
    window: window ? window.amount * SECONDS[window.unit]! : 60,
    groupKeys,
    ...(node.kind === "metricAlert" ? { aggregation: node.aggregator } : {}),
  };
  const rules = rulesOf(definition, condition, kind);
  const read = (time: number): readonly Reading[] =>
    Object.entries(script).flatMap(([key, values]) => {
      const value = values[time / 60 - 1];
      return value === undefined ? [] : [{ group: groupOf(key), value }];
    });
  return {
    id,
    definition,
    rules,
    source: { kind, notes: [], read: ({ time }) => read(time) },
    schedule: customSchedule(definition) ?? everySeconds(rules.frequency),
    delay: definition.options?.evaluation_delay ?? 0,
    letter: letterOf(id, definition, condition, scopeTagsOf(node)),
    silenced: silencedScopes(id, definition),
    rank: 0,
    notes: [],
  };
}

export const monitor = (
  query: string,
  options: MonitorOptions = {},
  rest: Partial<MonitorDefinition> = {},
): MonitorDefinition => ({
  name: "M",
  type: "metric alert",
  query,
  message: "@all",
  options,
  ...rest,
});

export interface Run {
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
  readonly state: AlertingState;
}

/** Evaluates at every whole minute in [from, to], given in minutes. */
export function run(
  monitors: readonly AlertingMonitor[],
  to: number,
  {
    from = 1,
    state = new Map(),
    downtimes = [],
  }: { from?: number; state?: AlertingState; downtimes?: readonly Downtime[] } = {},
): Run {
  const transitions: Transition[] = [];
  const notifications: Notification[] = [];
  let current = state;
  for (let minute = from; minute <= to; minute++) {
    const next = step(monitors, current, minute * 60, downtimes);
    current = next.state;
    transitions.push(...next.transitions);
    notifications.push(...next.notifications);
  }
  return { transitions, notifications, state: current };
}

/** `4 {stage:spark} OK → Alert 4`: the minute, the group where there is one, the change, the value. */
export const changes = ({ transitions }: Run): string[] =>
  transitions.map(({ time, group, from, to = "forgotten", value }) =>
    [time / 60, group.key === "*" ? "" : `{${group.key}}`, `${from} → ${to}`, value]
      .filter((part) => part !== "" && part !== undefined)
      .join(" "),
  );

/** `4 alert {stage:spark}`: the minute, the moment, the group where there is one. */
export const sent = ({ notifications }: Run): string[] =>
  notifications.map(({ time, moment, group }) =>
    [time / 60, moment, group.key === "*" ? "" : `{${group.key}}`].filter((part) => part !== "").join(" "),
  );

/** `times(3, 1)` is 1, 1, 1; `times(2)` are two gaps. */
export const times = (count: number, value?: number): (number | undefined)[] => new Array(count).fill(value);
