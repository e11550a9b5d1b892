import { family, functionsPage, row, SERIES } from "./row";

/** How many points each family averages. */
export const EWMA_SPANS = [3, 5, 7, 10, 20] as const;
export const MEDIAN_SPANS = [3, 5, 7, 9] as const;
export const ROLLING_AVERAGE_SPANS = [5, 13, 21, 29] as const;

const SMOOTHING = functionsPage("smoothing");
const kept = { values: "kept" } as const;

const smoothed = (page: string, how: string) => row(page, [SERIES], `{series}, smoothed ${how}`, kept);

/** Functions that even a series out. */
export const SMOOTHING_FUNCTIONS = {
  autosmooth: row(SMOOTHING, [SERIES], "{series}, smoothed over a span that Datadog chooses", {
    values: "kept",
    inMonitors: false,
  }),
  ...family("ewma_", EWMA_SPANS, (span) =>
    smoothed(SMOOTHING, `by an exponentially weighted average over ${span} points`),
  ),
  ...family("median_", MEDIAN_SPANS, (span) => smoothed(SMOOTHING, `by the median of ${span} points`)),
  ...family("rollingavg_", ROLLING_AVERAGE_SPANS, (span) =>
    smoothed(functionsPage("beta"), `by the average of ${span} points`),
  ),
} as const;
