import { type Conditions, STAGES, type Stage } from "./conditions";
import type { Random } from "./random";

/** One run of the pipeline: a flow of Prefect's, through the stages. */
export interface Flow {
  readonly name: string;
  /** The stages that ran, in order, with their seconds; after one that fails, none runs. */
  readonly stages: readonly { readonly stage: Stage; readonly seconds: number }[];
  /** The stage that failed. @default none */
  readonly failed?: Stage;
}

const NAMES = ["brave-otter", "calm-heron", "eager-lynx", "gentle-wren", "sly-marten", "swift-ibis"];

/** Runs that end in ten seconds, on an ordinary day. */
const USUALLY = 2;

/** The runs that end in ten seconds. */
export function flowsOf(conditions: Conditions, random: Random): readonly Flow[] {
  return Array.from({ length: random.of(USUALLY, conditions.traffic) }, () => flow(conditions, random));
}

function flow({ slower, failing }: Conditions, random: Random): Flow {
  const name = NAMES[Math.floor(random.next() * NAMES.length)]!;
  const stages: { stage: Stage; seconds: number }[] = [];
  for (const [stage, usual] of Object.entries(STAGES) as [Stage, number][]) {
    stages.push({ stage, seconds: Number(random.about(usual * (slower[stage] ?? 1)).toFixed(1)) });
    if (random.happens(failing[stage] ?? 0)) return { name, stages, failed: stage };
  }
  return { name, stages };
}
