/**
 * Random numbers that are the same for the same seed.
 * @returns a function that gives the next number, from 0 to below 1
 */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32: small, fast, and good enough for made-up traffic
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What happens by chance, the same for the same seed. */
export class Random {
  /** The next number, from 0 to below 1. */
  readonly next: () => number;

  /** @param seed whatever numbers are to depend on: a number, and the name of what they are for */
  constructor(...seed: readonly (number | string)[]) {
    // FNV-1a: each part of the seed changes all bits
    let hash = 0x811c9dc5;
    for (const character of seed.join("/")) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    this.next = randomNumbers(hash);
  }

  /** A number about `level`, give or take `spread` of it. */
  about(level: number, spread = 0.1): number {
    return level * (1 + spread * (2 * this.next() - 1));
  }

  /** How many of `count` things happen that each have this chance, on average; a fraction of a thing happens sometimes. */
  of(count: number, chance = 1): number {
    const expected = count * chance;
    return Math.floor(expected) + (this.next() < expected % 1 ? 1 : 0);
  }

  /** Whether something with this chance happens. */
  happens(chance: number): boolean {
    return this.next() < chance;
  }
}
