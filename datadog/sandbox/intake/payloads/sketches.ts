import type { SketchedSamples } from "../../series";
import { decoded } from "./protobuf";

/** The samples of a distribution in one interval, as the agent's sketch has them. */
export interface SubmittedSketch extends SketchedSamples {
  readonly metric: string;
  /** `key:value`, the host among them. */
  readonly tags: readonly string[];
  /** UNIX seconds. */
  readonly time: number;
}

interface SketchPayload {
  readonly sketches: readonly {
    readonly metric: string;
    readonly host: string;
    readonly tags: readonly string[];
    readonly dogsketches: readonly {
      readonly ts: number;
      readonly cnt: number;
      readonly min: number;
      readonly max: number;
      readonly sum: number;
      readonly k: readonly number[];
      readonly n: readonly number[];
    }[];
  }[];
}

/** The bins of the agent grow by this factor: twice 1/128 is the width of one. */
const GAMMA = 1 + 2 / 128;

/** The smallest value that has a bin of its own; what is nearer to 0 counts as 0. */
const SMALLEST = 1e-9;

/** The key of the first bin is 1. */
const BIAS = 1 - Math.floor(Math.log(SMALLEST) / Math.log(GAMMA));

/** The value that stands for a bin. */
function valueOfBin(key: number): number {
  if (key === 0) return 0;
  return key < 0 ? -valueOfBin(-key) : GAMMA ** (key - BIAS);
}

/**
 * The sketches in a body that the agent sends to `/api/beta/sketches`.
 * @throws BadPayload
 */
export function sketchesIn(body: Uint8Array): SubmittedSketch[] {
  const { sketches } = decoded<SketchPayload>("SketchPayload", body);
  return sketches.flatMap(({ metric, host, tags, dogsketches }) =>
    dogsketches
      .filter(({ cnt }) => cnt > 0)
      .map(({ ts, cnt, sum, min, max, k, n }) => ({
        metric,
        tags: host === "" ? tags : [...tags, `host:${host}`],
        time: ts,
        count: cnt,
        sum,
        // the middle of a bin may be beyond the outermost samples
        min,
        max,
        bins: k.map((key, index) => [Math.min(max, Math.max(min, valueOfBin(key))), n[index] ?? 0] as const),
      })),
  );
}
