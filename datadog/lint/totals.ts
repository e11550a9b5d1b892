/** How many subjects there were, of each sort. */
export interface Totals {
  ok: number;
  wrong: number;
  /** Of those that are ok. */
  withAdvice: number;
  /** How many were not checked, by the reason. */
  unchecked: Readonly<Record<string, number>>;
}

export function noTotals(): Totals {
  return { ok: 0, wrong: 0, withAdvice: 0, unchecked: {} };
}

/** Adds `more` to `totals`. */
export function addTo(totals: Totals, more: Partial<Totals>): void {
  totals.ok += more.ok ?? 0;
  totals.wrong += more.wrong ?? 0;
  totals.withAdvice += more.withAdvice ?? 0;
  const unchecked = { ...totals.unchecked };
  for (const [reason, count] of Object.entries(more.unchecked ?? {})) {
    unchecked[reason] = (Object.hasOwn(unchecked, reason) ? (unchecked[reason] as number) : 0) + count;
  }
  totals.unchecked = unchecked;
}

/** `4685 ok, 4 wrong, 60 with advice, 2 not checked: interpolated, 1 not checked: SLO`. */
export function totalsLine({ ok, wrong, withAdvice, unchecked }: Totals): string {
  return [
    `${ok} ok`,
    `${wrong} wrong`,
    ...(withAdvice > 0 ? [`${withAdvice} with advice`] : []),
    ...Object.entries(unchecked).map(([reason, count]) => `${count} not checked: ${reason}`),
  ].join(", ");
}
