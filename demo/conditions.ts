/** The stages of a run, in order, with the seconds that each usually takes. */
export const STAGES = { ingest: 40, spark: 210, load: 95 } as const;

export type Stage = keyof typeof STAGES;

/** What the made-up pipeline goes through at a time. */
export interface Conditions {
  /** Runs and requests, as a multiple of the usual number. @default 1 */
  readonly traffic: number;
  /** How many times as long each stage takes. @default 1 */
  readonly slower: Readonly<Partial<Record<Stage, number>>>;
  /** The share, 0 to 1, of its executions in which each stage fails. @default 0 */
  readonly failing: Readonly<Partial<Record<Stage, number>>>;
  /** The share, 0 to 1, of PostgreSQL's connections that are in use. @default 0.35 */
  readonly connections: number;
  /** Celery workers that take messages from the queue. @default 3 */
  readonly workers: number;
  /** Whether the agent runs: without it, nothing is reported. @default true */
  readonly agent: boolean;
}

/** An ordinary day. */
export const USUAL: Conditions = { traffic: 1, slower: {}, failing: {}, connections: 0.35, workers: 3, agent: true };

/** From this share of its connections on, PostgreSQL lets clients wait. */
const STRAINED = 0.9;

/** Whether clients wait for a connection to PostgreSQL. */
export const isStrained = ({ connections }: Conditions) => connections >= STRAINED;
