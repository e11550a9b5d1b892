import type { Org } from "../../datadog/sandbox/org";
import { runs } from "../../metrics/pipeline";

const [HOUR, DAY] = [3600, 86_400];

/** Runs of an ordinary hour. */
const RUNS = 720;

/**
 * The runs of the month before, hour by hour and all successful: without them, an error budget of 30 days would be used up
 * by the first runs that fail.
 * @param end UNIX seconds of where the month ends
 */
export function addMonthOfRuns({ series }: Org, tags: readonly string[], end: number): void {
  const hours = (30 * DAY) / HOUR;
  series.submit({
    metric: runs.name,
    type: "rate",
    interval: HOUR,
    tags: ["status:success", "user:scheduler", ...tags],
    points: Array.from({ length: hours }, (_, hour) => [end - (hours - hour) * HOUR, RUNS / HOUR] as const),
  });
}
