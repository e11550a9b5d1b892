import {
  type AlertingState,
  type MonitorState,
  NEVER_EVALUATED,
  type Notification,
  type State,
  severity,
  step,
  type Transition,
} from "../alerting";
import type { Org } from "../org";
import { Prepared } from "./prepared";

/** What an evaluation of an org's monitors came to. */
export interface Evaluated {
  /** UNIX seconds. */
  readonly time: number;
  readonly transitions: readonly Transition[];
  readonly notifications: readonly Notification[];
  /** What was known of the monitors before and after, by their id. */
  readonly before: AlertingState;
  readonly state: AlertingState;
}

/** How a monitor is. */
export interface MonitorOverview {
  readonly name: string;
  readonly state: State;
  /** The states of its groups that are not OK, by their key; `*` without grouping. */
  readonly groups: ReadonlyMap<string, State>;
}

/** Evaluates the monitors of an org as time goes by, and keeps what they are in. */
export class Watch {
  private readonly prepared: Prepared;
  private known: AlertingState = new Map();

  constructor(private readonly org: Org) {
    this.prepared = new Prepared(org);
  }

  /**
   * Evaluates the monitors that are due. Ask for rising times.
   * @param time UNIX seconds, a whole minute
   */
  evaluate(time: number): Evaluated {
    const monitors = this.prepared.monitors();
    const ids = new Set(monitors.map(({ id }) => id));
    const before = new Map([...this.known].filter(([id]) => ids.has(id)));
    const { state, transitions, notifications } = step(monitors, before, time, this.prepared.downtimes());
    this.known = state;
    this.setStates(before, time);
    return { time, transitions, notifications, before, state };
  }

  /** What each monitor is in, and each of its groups that is in another state than OK. */
  overview(): readonly MonitorOverview[] {
    return this.org.monitors.all().map(({ id, definition }) => {
      const state = this.known.get(String(id)) ?? NEVER_EVALUATED;
      const groups = [...state.groups].flatMap(([key, { state: one = "OK" }]) =>
        one === "OK" ? [] : [[key, one] as const],
      );
      return { name: String(definition.name), state: overallState(state), groups: new Map(groups) };
    });
  }

  /** Why monitors are not evaluated, by their id. */
  get refused(): ReadonlyMap<number, string> {
    return this.prepared.refused();
  }

  /** Writes what changed where the API reads it. */
  private setStates(before: AlertingState, time: number): void {
    for (const [id, state] of this.known) {
      const previous = before.get(id);
      if (previous === state) continue;
      const [old, now] = [previous && overallState(previous), overallState(state)];
      if (old === now) continue;
      // as recorded: 2025-12-11T14:18:40+00:00
      const modified = new Date(time * 1000).toISOString().replace(".000Z", "+00:00");
      this.org.monitors.set(Number(id), { state: { overall_state: now, overall_state_modified: modified } });
    }
  }
}

/** The most severe state of a monitor's groups; a monitor without groups has no data. */
function overallState({ groups }: MonitorState): State {
  const states = [...groups.values()].flatMap(({ state }) => state ?? []);
  return states.reduce<State>((worst, one) => (severity(one) > severity(worst) ? one : worst), states[0] ?? "No Data");
}
