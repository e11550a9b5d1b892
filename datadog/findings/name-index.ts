import { farthest, MAX_CANDIDATES, MAX_WORD } from "./nearest";

/** How many answers are remembered. */
const MAX_ANSWERS = 10_000;
/** So many neighbors in the alphabet are tried first: a name that begins alike makes the rest of the search short. */
const NEIGHBORS = 8;
/**
 * How much is searched for all words of one index together, in rows of the table: some seconds. Beyond it, only neighbors
 * in the alphabet are looked at: whoever has so many unknown names does not read the suggestions one by one.
 */
const MAX_ROWS = 20_000_000;

interface Entry {
  readonly name: string;
  readonly lower: string;
  /** The place among the names that were given: of equally near ones the first wins. */
  readonly order: number;
}

/**
 * Many names that are asked often: the answers are those of `nearest`, over names in alphabetical order, of which
 * neighbors share the work for what they begin with alike, and what begins too differently is left out.
 */
export class NameIndex {
  private readonly entries: readonly Entry[];
  /** How many characters each name has in common with the one before it. */
  private readonly shared: Uint16Array;
  private readonly answers = new Map<string, string | undefined>();
  /** How many rows may still be filled for all words together. */
  private budget = MAX_ROWS;

  constructor(names: Iterable<string>) {
    const entries: Entry[] = [];
    for (const name of names) {
      if (entries.length === MAX_CANDIDATES) break;
      entries.push({ name, lower: name.toLowerCase(), order: entries.length });
    }
    this.entries = entries.sort((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : a.order - b.order));
    this.shared = Uint16Array.from(entries, ({ lower }, at) => commonStart(entries[at - 1]?.lower ?? "", lower));
  }

  /** The name that was most likely meant; nothing where even the nearest is too far off. */
  nearest(word: string): string | undefined {
    if (word === "" || word.length > MAX_WORD) return undefined;
    if (this.answers.has(word)) return this.answers.get(word);
    if (this.answers.size === MAX_ANSWERS) this.answers.clear();
    const answer = this.search(word.toLowerCase(), farthest(word));
    this.answers.set(word, answer);
    return answer;
  }

  private search(word: string, limit: number): string | undefined {
    const table = new Distances(word, limit);
    const found: Found = { distance: limit, order: Number.POSITIVE_INFINITY };
    const start = this.placeOf(word);
    for (let at = Math.max(0, start - NEIGHBORS); at < start + NEIGHBORS && at < this.entries.length; at++) {
      table.keep(0);
      this.compare(at, table, found);
    }
    table.keep(0);
    // names that begin with as many characters as these are too far off, whatever follows
    let hopeless = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.entries.length && this.budget > table.work; at++) {
      const shared = this.shared[at] ?? 0;
      if (shared >= hopeless) continue;
      table.keep(shared);
      hopeless = this.compare(at, table, found);
    }
    this.budget -= table.work;
    return found.name;
  }

  /** Notes the name at `at` if it is nearer; gives the length of its start from which it was too far off. */
  private compare(at: number, table: Distances, found: Found): number {
    const { name, lower, order } = this.entries[at] as Entry;
    if (Math.abs(lower.length - table.width) > found.distance) return Number.POSITIVE_INFINITY;
    const stopped = table.extend(lower, found.distance);
    if (stopped < lower.length) return stopped;
    const distance = table.last();
    if (distance < found.distance || (distance === found.distance && order < found.order)) {
      found.distance = distance;
      found.order = order;
      found.name = name;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The place in the alphabet at which `word` would stand. */
  private placeOf(word: string): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle] as Entry).lower < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Found {
  name?: string;
  distance: number;
  order: number;
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length, MAX_WORD * 2);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** More than any distance that counts. */
const FAR = 0x7fff;

/**
 * The table of edit distances between one word and one name after another; the rows for what two names begin with alike
 * are kept. Row r holds the distances of the name's first r characters to each start of the word, as far as these can
 * still come near enough.
 */
class Distances {
  readonly width: number;
  private readonly codes: Uint16Array;
  private readonly cells: Uint16Array;
  /** The smallest distance of each row. */
  private readonly least: Uint16Array;
  /** How many rows were filled in all. */
  work = 0;
  /** How many rows belong to the name at hand, beside row 0. */
  private filled = 0;

  /** @param limit the largest distance that counts: names are at most so much longer than the word */
  constructor(word: string, limit: number) {
    this.width = word.length;
    this.codes = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
    this.cells = new Uint16Array((this.width + limit + 1) * (this.width + 1));
    this.least = new Uint16Array(this.width + limit + 1);
    for (let column = 0; column <= this.width; column++) this.cells[column] = column;
  }

  /** Keeps the rows of the first `count` characters. */
  keep(count: number): void {
    if (count < this.filled) this.filled = count;
  }

  /**
   * Adds the rows of `name`, whose first characters are those of the rows that were kept. Stops where no continuation
   * can come as near as `limit`, and gives the number of characters until there; all of them when it did not stop.
   */
  extend(name: string, limit: number): number {
    for (let row = this.filled + 1; row <= name.length; row++) {
      this.fill(row, name, limit);
      this.filled = row;
      this.work++;
      // a swap of neighbors goes two rows back
      const isFar = this.least[row]! > limit && this.least[row - 1]! >= limit;
      if (isFar && row < name.length) return row;
    }
    return name.length;
  }

  /** The distance of the whole name. */
  last(): number {
    return this.cells[this.filled * (this.width + 1) + this.width]!;
  }

  private fill(row: number, name: string, limit: number): void {
    const { cells, codes, width } = this;
    const current = row * (width + 1);
    const above = current - width - 1;
    const aboveThat = above - width - 1;
    const code = name.charCodeAt(row - 1);
    const before = row > 1 ? name.charCodeAt(row - 2) : -1;
    const first = Math.max(1, row - limit);
    const end = Math.min(width, row + limit);
    cells[current + first - 1] = first === 1 ? row : FAR;
    let left = cells[current + first - 1]!;
    let least = left;
    for (let column = first; column <= end; column++) {
      const wanted = codes[column - 1]!;
      let cost = cells[above + column - 1]! + (wanted === code ? 0 : 1);
      const dropped = cells[above + column]! + 1;
      if (dropped < cost) cost = dropped;
      if (left + 1 < cost) cost = left + 1;
      if (wanted === before && column > 1 && codes[column - 2] === code) {
        const swapped = cells[aboveThat + column - 2]! + 1;
        if (swapped < cost) cost = swapped;
      }
      cells[current + column] = cost;
      left = cost;
      if (cost < least) least = cost;
    }
    if (end < width) cells[current + end + 1] = FAR;
    this.least[row] = least;
  }
}
