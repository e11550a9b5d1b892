import type { MonitorDefinition } from "../../../../definitions";
import { parseSearch } from "../../../../query";
import { type AlertingMonitor, alertingMonitor, type Now, type Reading, type State, severity } from "../../../alerting";
import { matcher } from "../../../events";
import { CannotDraw, unreadable, withPlace } from "./problem";
import { filledText, type View } from "./view";

/** A monitor, and how it is at the end of a view. */
export interface MonitorNow {
  readonly id: string;
  readonly definition: MonitorDefinition;
  /** The most severe of its groups' states. */
  readonly state: State;
  readonly groups: readonly { readonly key: string; readonly state: State; readonly since?: number }[];
  /** UNIX seconds of the last change to a state that is not OK. @default it never did */
  readonly lastTriggered?: number;
}

/** The monitors of a view with their states. */
export function monitorsNow({ monitors, states: all }: View): readonly MonitorNow[] {
  return monitors.map(({ id, definition }): MonitorNow => {
    const known = all.get(id);
    const alerts = [...(known?.alerts.values() ?? [])];
    const triggered = alerts.flatMap(({ lastTriggered }) => (lastTriggered === undefined ? [] : [lastTriggered]));
    const groups = [...(known?.groups.values() ?? [])]
      .filter(({ state }) => state !== undefined)
      .map(({ group, state }) => ({ key: group.key, state: state! }));
    const states = groups.map(({ state }) => state);
    const worst = states.reduce<State>(
      (worst, state) => (severity(state) > severity(worst) ? state : worst),
      states[0] ?? "No Data",
    );
    return {
      id,
      definition,
      state: worst,
      groups,
      ...(triggered.length === 0 ? {} : { lastTriggered: Math.max(...triggered) }),
    };
  });
}

/**
 * The monitors that a search of the monitor list finds.
 * @see https://docs.datadoghq.com/monitors/manage/search/
 */
export function foundMonitors(query: string, view: View): readonly MonitorNow[] {
  const text = filledText(query, view.variables).trim();
  const parsed = parseSearch(text === "" ? "*" : text);
  if (!parsed.ok) throw unreadable(text, parsed.errors[0]!);
  const matches = matcher(parsed.node);
  return monitorsNow(view).filter((monitor) => matches(asEvent(monitor)));
}

/** A monitor as something that a search finds: by its name, its id, and what is known of it. */
function asEvent({ id, definition, state }: MonitorNow) {
  const { name, type, tags, priority } = definition;
  return {
    kind: "events",
    time: 0,
    message: `${name} ${id}`,
    status: state.toLowerCase(),
    tags: [
      ...(tags ?? []).flatMap((tag) => [`tag:${tag}`, tag]),
      `type:${type}`,
      `id:${id}`,
      `title:${name}`,
      `group_status:${state.toLowerCase()}`,
      ...(priority == null ? [] : [`priority:p${priority}`]),
    ],
  } as const;
}

/** The monitor that a widget names. @throws CannotDraw where it is not in the organization */
export function monitorNamed(id: string, view: View): MonitorNow {
  const found = monitorsNow(view).find((monitor) => monitor.id === id);
  if (!found) throw new CannotDraw(`There is no monitor with the id ${id}.`);
  return found;
}

/** The monitor, ready to be asked for its values. @throws CannotDraw where it cannot be evaluated here */
export function evaluating({ id, definition }: MonitorNow, view: View): AlertingMonitor {
  const { series, events, slos } = view;
  return withPlace(definition.query, () =>
    alertingMonitor(id, definition, { series, events, slo: (slo) => slos.get(slo) }),
  );
}

/** What a monitor's query says at a time. */
export function readingsAt(monitor: AlertingMonitor, view: View, time: number): readonly Reading[] {
  const now: Now = {
    time: time - monitor.delay,
    evaluated: time,
    known: view.states.get(monitor.id)?.groups ?? new Map(),
    state: view.states,
    readings: new Map(),
  };
  return monitor.source.read(now);
}

/** The values of each group at many times; NaN is no data. */
export function valuesOver(monitor: AlertingMonitor, view: View, first: number, stride: number, count: number) {
  const swept = monitor.source.sweep?.(first - monitor.delay, stride, count);
  if (swept) {
    return swept.groups.map((group, index) => ({
      group,
      values: Float64Array.from(swept.columns[index]!),
    }));
  }
  const lines = new Map<string, { group: Reading["group"]; values: Float64Array }>();
  for (let index = 0; index < count; index++) {
    for (const { group, value } of readingsAt(monitor, view, first + index * stride)) {
      const line = lines.get(group.key) ?? { group, values: new Float64Array(count).fill(Number.NaN) };
      if (value !== undefined) line.values[index] = value;
      lines.set(group.key, line);
    }
  }
  return [...lines.values()];
}
