import type { Org } from "../../datadog/sandbox/org";
import { HOST, MadePipeline, TICK } from "../../demo/pipeline";
import { type Scenario, scenarios } from "../../demo/scenarios";
import type { Environment } from "../../environments/schema";
import { tagsOf } from "../../environments/tags";
import { addMonthOfRuns } from "../live/month";
import { OrgReports } from "./org-reports";

export interface StorySettings {
  /** Another story; the same number tells the same one. @default 1 */
  readonly seed?: number;
  /** What happens to the pipeline. @default `incident` */
  readonly scenario?: Scenario;
}

/** 2024-01-01T00:00:00Z: the first minute that is drawn, so that pictures of different days are the same. */
const FROM = 1_704_067_200;

const MINUTE = 60;

/** Minutes that are drawn before the scenario begins, and the fewest from there on. */
const BEFORE = 15;
const AFTER = 45;

/** Seconds of history before what is drawn. */
const HISTORY = 3600;

/** A made-up pipeline that goes through a scenario once, at a time of its own. */
export class MadeStory {
  /** UNIX seconds: where its history begins, and the stretch of time that is drawn. */
  readonly start = FROM - HISTORY;
  readonly from = FROM;
  readonly to: number;
  private time = this.start;
  private readonly pipeline: MadePipeline;

  constructor({ seed, scenario = scenarios.incident }: StorySettings = {}) {
    this.to = FROM + (BEFORE + Math.max(AFTER, scenario.minutes)) * MINUTE;
    this.pipeline = new MadePipeline({ seed, scenario, start: FROM + BEFORE * MINUTE });
  }

  /** The time to which it has been told, in milliseconds since 1970: the clock of the org that it reports to. */
  readonly now = (): number => this.time * 1000;

  /** Lets the pipeline report all of it to an org, with the tags of an environment. */
  reportTo(org: Org, environment: Environment): void {
    const tags = tagsOf(environment);
    addMonthOfRuns(org, tags, this.start);
    org.intake.setAgent({ host: HOST });
    const reports = new OrgReports(org, tags);
    for (let time = this.start; time < this.to; time += TICK) {
      // in the middle of the ten seconds, as the pipeline of npm start
      this.time = time + TICK / 2;
      this.pipeline.report(time, reports);
    }
    this.time = this.to;
  }
}
