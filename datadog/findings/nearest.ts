/** How many names are compared at most: a catalog may hold hundreds of thousands. */
export const MAX_CANDIDATES = 50_000;
/** Longer words are no typing slips of a name. */
export const MAX_WORD = 200;

/**
 * The candidate that was most likely meant by `word`, by edit distance (a swap of neighbours counts once, letters
 * compare without case). Nothing where even the nearest is too far off: a third of the letters may differ, one at least.
 * Of equally near candidates the first wins. For many names that are asked often there is `NameIndex`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word === "" || word.length > MAX_WORD) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let limit = farthest(word) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > MAX_CANDIDATES) break;
    if (Math.abs(candidate.length - wanted.length) >= limit) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance >= limit) continue;
    best = candidate;
    limit = distance;
    if (limit === 0) break;
  }
  return best;
}

/** How far off a name may be: a third of the letters may differ, one at least. */
export const farthest = (word: string) => Math.max(1, Math.floor(word.length / 3));

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
