import { backlog } from "./backlog";
import { deadAgent } from "./dead-agent";
import { failingStage } from "./failing-stage";
import { incident } from "./incident";
import type { Scenario } from "./scenario";
import { silentPipeline } from "./silent-pipeline";
import { slowStage } from "./slow-stage";

export type { Scenario } from "./scenario";

/** What can happen, by the name for `npm start -- --scenario NAME`. */
export const scenarios = {
  incident,
  "failing-stage": failingStage,
  "slow-stage": slowStage,
  "silent-pipeline": silentPipeline,
  backlog,
  "dead-agent": deadAgent,
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;
