/** An item of the one list and the item of the other that it became; one of them is absent where there is no such item. */
export interface Aligned<T> {
  readonly before?: T;
  readonly after?: T;
  /** Its index in the list after; that in the list before for what is gone. */
  readonly index: number;
}

/**
 * Pairs the items of two lists by their keys, keeping the order of both. Where as many items went as came between two
 * pairs, these are paired too: each was replaced.
 */
export function aligned<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Aligned<T>[] {
  const pairs: Aligned<T>[] = [];
  let [i, j] = [0, 0];
  const take = (i2: number, j2: number) => {
    for (const pair of replaced(before, after, [i, i2], [j, j2])) pairs.push(pair);
    [i, j] = [i2, j2];
  };
  for (const [i2, j2] of commonPairs(before.map(keyOf), after.map(keyOf))) {
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

// -------------------------------------------------------------------------------------------- what two lists have in common

type Keys = readonly string[];
type Pair = readonly [i: number, j: number];

/** Cells of the table that two lists are compared in; longer lists are first cut at the items that each has once. */
const MOST_CELLS = 250_000;

/** Indices of keys that both lists have, in the order of both: as many as there can be, but in very long lists. */
function commonPairs(was: Keys, is: Keys): Pair[] {
  const pairs: Pair[] = [];
  const shortest = Math.min(was.length, is.length);
  let start = 0;
  while (start < shortest && was[start] === is[start]) pairs.push([start, start++]);
  let end = 0;
  while (end < shortest - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  const middle = [start, was.length - end, start, is.length - end] as const;
  for (const pair of pairsBetween(was, is, middle)) pairs.push(pair);
  for (; end > 0; end--) pairs.push([was.length - end, is.length - end]);
  return pairs;
}

type Area = readonly [i: number, i2: number, j: number, j2: number];

function pairsBetween(was: Keys, is: Keys, [i, i2, j, j2]: Area): Pair[] {
  const shifted = ([a, b]: Pair): Pair => [a + i, b + j];
  const [before, after] = [was.slice(i, i2), is.slice(j, j2)];
  if (before.length * after.length <= MOST_CELLS) return longestCommon(before, after).map(shifted);
  const anchors = increasing(keptOnce(before, after));
  if (anchors.length === 0) return [];
  const pairs: Pair[] = [];
  let [a, b] = [0, 0];
  for (const anchor of [...anchors, [before.length, after.length] as const]) {
    if ((anchor[0] - a) * (anchor[1] - b) <= MOST_CELLS) {
      for (const [x, y] of longestCommon(before.slice(a, anchor[0]), after.slice(b, anchor[1]))) {
        pairs.push(shifted([a + x, b + y]));
      }
    }
    if (anchor[0] < before.length) pairs.push(shifted(anchor));
    [a, b] = [anchor[0] + 1, anchor[1] + 1];
  }
  return pairs;
}

/** The longest common subsequence of two lists, in a table of all their pairs. */
function longestCommon(was: Keys, is: Keys): Pair[] {
  const width = is.length + 1;
  const lengths = new Uint32Array((was.length + 1) * width);
  const length = (i: number, j: number) => lengths[i * width + j]!;
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        was[i] === is[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < was.length && j < is.length) {
    if (was[i] === is[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The keys that each of two lists has exactly once, in the order of the first. */
function keptOnce(was: Keys, is: Keys): Pair[] {
  const [before, after] = [placesOfSingles(was), placesOfSingles(is)];
  return [...before].flatMap(([key, i]) => {
    const j = after.get(key);
    return j === undefined ? [] : [[i, j] as const];
  });
}

function placesOfSingles(keys: Keys): Map<string, number> {
  const places = new Map<string, number>();
  const several = new Set<string>();
  keys.forEach((key, place) => {
    if (places.has(key)) several.add(key);
    places.set(key, place);
  });
  for (const key of several) places.delete(key);
  return places;
}

/** The most of some pairs whose second numbers increase as their first do: the longest increasing subsequence. */
function increasing(pairs: readonly Pair[]): Pair[] {
  // For each length, the pair that ends a subsequence of that length lowest; and for each pair the one before it.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  pairs.forEach(([, j], at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < j) low = middle + 1;
      else high = middle;
    }
    previous[at] = ends[low - 1];
    ends[low] = at;
  });
  const found: Pair[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) found.push(pairs[at]!);
  return found.reverse();
}
