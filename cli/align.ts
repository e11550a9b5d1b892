/** An item of the one list and the item of the other that it became; one of them is absent where there is no such item. */
export interface Aligned<T> {
  readonly before?: T;
  readonly after?: T;
  /** Its index in the list after; that in the list before for what is gone. */
  readonly index: number;
}

/** Cells of the table that two lists are compared in: beyond it, items are paired as they stand. */
const MOST_CELLS = 4_000_000;

/**
 * Pairs the items of two lists by their keys, keeping the order of both (their longest common subsequence). Where as many
 * items went as came between two pairs, these are paired too: each was replaced.
 */
export function aligned<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Aligned<T>[] {
  const was = before.map(keyOf);
  const is = after.map(keyOf);
  const pairs: Aligned<T>[] = [];
  let [i, j] = [0, 0];
  const take = (i2: number, j2: number) => {
    pairs.push(...replaced(before, after, [i, i2], [j, j2]));
    [i, j] = [i2, j2];
  };
  for (const [i2, j2] of commonPairs(was, is)) {
    take(i2, j2);
    pairs.push({ before: before[i], after: after[j], index: j });
    [i, j] = [i + 1, j + 1];
  }
  take(before.length, after.length);
  return pairs;
}

type Span = readonly [from: number, to: number];

/** What stands between two pairs. */
function replaced<T>(before: readonly T[], after: readonly T[], [i, i2]: Span, [j, j2]: Span): Aligned<T>[] {
  if (i2 - i === j2 - j) {
    return after.slice(j, j2).map((item, at) => ({ before: before[i + at], after: item, index: j + at }));
  }
  return [
    ...before.slice(i, i2).map((item, at) => ({ before: item, index: i + at })),
    ...after.slice(j, j2).map((item, at) => ({ after: item, index: j + at })),
  ];
}

/** The indices of the longest common subsequence. */
function commonPairs(was: readonly string[], is: readonly string[]): [number, number][] {
  if (was.length * is.length > MOST_CELLS) return [];
  const lengths = Array.from({ length: was.length + 1 }, () => new Array<number>(is.length + 1).fill(0));
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        was[i] === is[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < was.length && j < is.length) {
    if (was[i] === is[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
