import type { State } from "../../datadog/sandbox/alerting";

/** What a story reached of a monitor that ships, in one environment. */
export interface Covered {
  /** As in monitors/index.ts. */
  readonly monitor: string;
  readonly environment: string;
  readonly states: readonly State[];
  /** `OK → Alert`. */
  readonly transitions: readonly string[];
  /** State blocks of the message: all that there are, and those that were shown. */
  readonly blocks: Reached;
  readonly handles: Reached;
}

/** What there is, and what of it was reached. */
export interface Reached {
  readonly all: readonly string[];
  readonly reached: readonly string[];
}

/** Shared by the modules of a test file, which jest may load more than once. */
const KEY = Symbol.for("datadog-monitoring-as-code stories");
const shared = globalThis as { [KEY]?: Covered[] };

/** What the stories of this test file reached so far. */
export function recorded(): readonly Covered[] {
  return shared[KEY] ?? [];
}

/** Notes what a story reached. */
export function note(part: Covered): void {
  shared[KEY] ??= [];
  shared[KEY].push(part);
}
