import type { StoryClock } from "../../datadog/sandbox/clock";
import type { Org } from "../../datadog/sandbox/org";
import type { Evaluated, Watch } from "../../datadog/sandbox/watch";
import type { Clients } from "../../demo/clients";
import { type MadePipeline, TICK } from "../../demo/pipeline";

/** What plays together. */
export interface Live {
  readonly org: Org;
  readonly clock: StoryClock;
  readonly watch: Watch;
  readonly pipeline: MadePipeline;
  readonly clients: Clients;
}

export interface Stretch {
  /** UNIX seconds, multiples of ten: the first tick, and the end, at which monitors are evaluated the last time. */
  readonly from: number;
  readonly to: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** What each evaluation came to. @default nobody asks */
  readonly evaluated?: (evaluated: Evaluated) => void;
}

/**
 * Lets the pipeline report every ten seconds of the org's time, over UDP, and evaluates the monitors at every whole minute.
 * The time goes on once the org has received what was reported: so the same reports always fall into the same ten seconds,
 * and an evaluation sees all that came before it, at any speed.
 */
export async function playStretch(live: Live, { from, to, signal, evaluated }: Stretch): Promise<void> {
  const { clock, watch, pipeline, clients, org } = live;
  for (let time = from; time <= to; time += TICK) {
    await clock.until(time * 1000, signal);
    if (signal?.aborted) return;
    if (time % 60 === 0) evaluated?.(watch.evaluate(time));
    if (time === to) return;
    // in the middle of the ten seconds, as far from the others as can be
    await clock.until((time + TICK / 2) * 1000, signal);
    if (signal?.aborted) return;
    pipeline.report(time, clients);
    await clients.flush();
    // once a minute, before it is evaluated
    if ((time + TICK) % 60 === 0) await clients.flushHttp();
    await received(org);
  }
}

/** Rounds of the event loop in which nothing more must come in, and the most that are waited for. */
const QUIET_ROUNDS = 2;
const MOST_ROUNDS = 200;

/** Resolves once the org has read all datagrams that the kernel has for it. */
async function received({ intake }: Org): Promise<void> {
  let before = -1;
  for (let [round, quiet] = [0, 0]; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
    const { datagrams } = intake.dogstatsd.statistics();
    quiet = datagrams === before ? quiet + 1 : 0;
    before = datagrams;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
