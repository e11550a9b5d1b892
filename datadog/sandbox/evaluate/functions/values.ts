import type { Implementation } from "./implementation";

const value = (of: (value: number) => number): Implementation => ({ kind: "value", of: () => of });

/** A value beside the limit that is given. */
const limited = (of: (value: number, threshold: number) => number): Implementation => ({
  kind: "value",
  of: (args) => {
    const threshold = args.number("threshold");
    return (each) => of(each, threshold);
  },
});

/**
 * Functions of each value by itself. A cutoff keeps a value that equals it.
 * @see https://docs.datadoghq.com/dashboards/functions/arithmetic/
 * @see https://docs.datadoghq.com/dashboards/functions/exclusion/
 * @see https://docs.datadoghq.com/metrics/nested_queries/#boolean-threshold-remapping-functions
 */
export const VALUE_FUNCTIONS = {
  abs: value(Math.abs),
  log2: value(Math.log2),
  log10: value(Math.log10),
  round: value(Math.round),
  floor: value(Math.floor),
  ceil: value(Math.ceil),
  clamp_min: limited(Math.max),
  clamp_max: limited(Math.min),
  is_greater: limited((each, threshold) => (each > threshold ? 1 : 0)),
  is_less: limited((each, threshold) => (each < threshold ? 1 : 0)),
  is_between: {
    kind: "value",
    of: (args) => {
      const [lower, upper] = [args.number("lower"), args.number("upper")];
      return (each) => (each > lower && each < upper ? 1 : 0);
    },
  },
  cutoff_min: limited((each, threshold) => (each < threshold ? Number.NaN : each)),
  cutoff_max: limited((each, threshold) => (each > threshold ? Number.NaN : each)),
} as const satisfies Readonly<Record<string, Implementation>>;
