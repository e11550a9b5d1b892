import { type Moment, TICK } from "./component";
import { components } from "./components";
import { type Conditions, USUAL } from "./conditions";
import { flowsOf } from "./flows";
import { Random } from "./random";
import type { Reports } from "./reports";
import type { Scenario } from "./scenarios";

export interface PipelineSettings {
  /** A whole number; the same one makes the same reports. @default 1 */
  readonly seed?: number;
  /** What happens, from `start` on, and again every `every` minutes. @default nothing */
  readonly scenario?: Scenario;
  /** UNIX seconds of the beginning of the story. */
  readonly start: number;
}

/** The host that the pipeline's agent is on. */
export const HOST = "data-jobs-1";

/** Minutes from one incident to the next: the time that it takes, and some in which all is well. */
export const periodOf = ({ minutes }: Scenario) => Math.ceil((minutes + 15) / 30) * 30;

/** A made-up pipeline of six components: what each reports, every ten seconds. */
export class MadePipeline {
  private readonly reporting: readonly ((now: Moment, to: Reports) => void)[];
  private readonly flows: Random;

  constructor(private readonly settings: PipelineSettings) {
    const { seed = 1 } = settings;
    this.flows = new Random(seed, "flows");
    this.reporting = Object.entries(components).map(([name, make]) => make(new Random(seed, name)));
  }

  /** Reports the ten seconds from `time` on, in UNIX seconds. Ask for one after the other. */
  report(time: number, to: Reports): void {
    const conditions = this.at(time);
    const now = { ...conditions, time, flows: flowsOf(conditions, this.flows) };
    for (const report of this.reporting) report(now, conditions.agent ? to : NOWHERE);
  }

  /** What the pipeline goes through at a time in UNIX seconds. */
  at(time: number): Conditions {
    const { scenario, start } = this.settings;
    if (!scenario || time < start) return USUAL;
    const minute = ((time - start) / 60) % periodOf(scenario);
    const unusual = scenario.phases.filter(({ from, to }) => minute >= from && minute < to);
    return Object.assign({ ...USUAL }, ...unusual);
  }
}

const nothing = () => undefined;

/** Where everything goes while no agent listens. */
const NOWHERE: Reports = {
  count: nothing,
  gauge: nothing,
  sample: nothing,
  time: nothing,
  check: nothing,
  log: nothing,
  span: nothing,
};

export { TICK };
