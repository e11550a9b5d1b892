import type { Window } from "./nodes";

const SECONDS: Readonly<Record<Window["unit"], number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_592_000,
};

/** The length of a window in seconds; a month counts as 30 days. */
export function windowLength({ amount, unit }: Window): number {
  return amount * SECONDS[unit];
}
