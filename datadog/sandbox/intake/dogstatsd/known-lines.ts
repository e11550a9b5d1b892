/** What is known of lines that are alike but for their value. */
interface Known<T> {
  /** The bytes before the value, without the colon. */
  readonly name: Uint8Array;
  /** The bytes behind the value, from the bar on, as little-endian words; the last is filled up with zeros. */
  readonly words: Int32Array;
  readonly restLength: number;
  readonly meaning: T;
  /** Another one in the same bucket. */
  readonly next: Known<T> | undefined;
}

const BUCKETS = 1 << 16;
const PRIME = 0x01000193;

const [COLON, BAR, NEWLINE, MINUS, POINT, ZERO, NINE] = [0x3a, 0x7c, 0x0a, 0x2d, 0x2e, 0x30, 0x39];

/** A newline in each of the four bytes of a word. */
const NEWLINES = 0x0a0a0a0a;

/**
 * What lines mean, by the bytes before and behind their value, and where their parts are. Clients send the same names and
 * tags again and again, so nearly every line is found here: it is read once, byte by byte, and no text is made of it.
 *
 * Bounded: with one line too many, all are forgotten.
 */
export class KnownLines<T> {
  /** Where the line that was found last has its colon and its bar, and where it ends; -1 where it has none. */
  colon = -1;
  bar = -1;
  end = 0;
  /** Its value, where it is written plainly: digits, a minus, a point. Else NaN. */
  value = Number.NaN;

  private hash = 0;
  /** Empty until the first line comes: most orgs never see one. */
  private buckets: (Known<T> | undefined)[] = [];
  private count = 0;
  /** Nobody can make lines that all fall into one bucket. */
  private readonly seed = Math.floor(Math.random() * 2 ** 31);

  /** @param most how many lines are remembered */
  constructor(private readonly most: number) {}

  /**
   * Finds the parts of the line that starts at `start`, and what it means; nothing where the line is new, or is no metric.
   * @param view the same bytes
   */
  find(bytes: Uint8Array, view: DataView, start: number): T | undefined {
    const { length } = bytes;
    this.bar = -1;
    let hash = this.seed;
    let at = start;
    let byte = 0;
    for (; at < length; at++) {
      byte = bytes[at]!;
      if (byte === COLON || byte === BAR || byte === NEWLINE) break;
      hash = Math.imul(hash ^ byte, PRIME);
    }
    if (byte !== COLON) return this.noMetric(bytes, at);
    this.colon = at;
    at = this.afterValue(bytes, at + 1);
    if (at === length || bytes[at] !== BAR) return this.noMetric(bytes, at);
    this.bar = at;
    // four bytes at a time, until one is a newline
    for (; at + 4 <= length; at += 4) {
      const word = view.getInt32(at, true);
      const zeros = word ^ NEWLINES;
      if (((zeros - 0x01010101) & ~zeros & 0x80808080) !== 0) break;
      hash = Math.imul(hash ^ word, PRIME);
      hash ^= hash >>> 15;
    }
    const words = at;
    let last = 0;
    for (; at < length && bytes[at] !== NEWLINE; at++) last |= bytes[at]! << ((at - words) << 3);
    this.end = at;
    this.hash = Math.imul(hash ^ last, PRIME);
    return this.known(bytes, view, start, words, last);
  }

  /** Remembers what the line that was just looked for means. */
  remember(bytes: Uint8Array, start: number, meaning: T): void {
    if (this.count >= this.most) this.forget();
    const { colon, bar, end } = this;
    const words = new Int32Array(Math.ceil((end - bar) / 4));
    for (let at = bar; at < end; at++) words[(at - bar) >> 2]! |= bytes[at]! << (((at - bar) & 3) << 3);
    if (this.buckets.length === 0) this.buckets = new Array(BUCKETS).fill(undefined);
    const bucket = bucketOf(this.hash);
    const next = this.buckets[bucket];
    this.buckets[bucket] = { name: bytes.slice(start, colon), words, restLength: end - bar, meaning, next };
    this.count++;
  }

  forget(): void {
    this.buckets = [];
    this.count = 0;
  }

  /** Reads the value from `start` on. @returns where it ends: at a bar, a newline, or the end */
  private afterValue(bytes: Uint8Array, start: number): number {
    const { length } = bytes;
    let at = start;
    const isNegative = bytes[at] === MINUS;
    if (isNegative) at++;
    const first = at;
    let digits = 0;
    let scale = 0;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (byte >= ZERO && byte <= NINE) {
        digits = digits * 10 + (byte - ZERO);
        scale *= 10;
      } else if (byte === POINT && scale === 0) scale = 1;
      else break;
    }
    const isPlain = at > first && at - first <= MOST_DIGITS && bytes[at] === BAR;
    if (!isPlain) {
      this.value = Number.NaN;
      while (at < length && bytes[at] !== BAR && bytes[at] !== NEWLINE) at++;
      return at;
    }
    const number = scale > 1 ? digits / scale : digits;
    this.value = isNegative ? -number : number;
    return at;
  }

  /** @param words where the last word begins @param last it */
  private known(bytes: Uint8Array, view: DataView, start: number, words: number, last: number): T | undefined {
    const { bar, end } = this;
    const nameLength = this.colon - start;
    for (let known = this.buckets[bucketOf(this.hash)]; known !== undefined; known = known.next) {
      if (known.restLength !== end - bar || known.name.length !== nameLength) continue;
      if (isSame(known, bytes, view, start, bar, words, last)) return known.meaning;
    }
    return undefined;
  }

  private noMetric(bytes: Uint8Array, from: number): undefined {
    const end = bytes.indexOf(NEWLINE, from);
    this.end = end < 0 ? bytes.length : end;
    return undefined;
  }
}

/** A number with more digits is not exact as a sum of its digits. */
const MOST_DIGITS = 15;

const bucketOf = (hash: number) => (hash ^ (hash >>> 16)) & (BUCKETS - 1);

function isSame(
  { name, words: known }: Known<unknown>,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  bar: number,
  words: number,
  last: number,
): boolean {
  for (let index = 0; index < name.length; index++) if (name[index] !== bytes[start + index]) return false;
  let word = 0;
  for (let at = bar; at < words; at += 4) if (known[word++] !== view.getInt32(at, true)) return false;
  return word === known.length || known[word] === last;
}
