/** What is kept of each line, as whole numbers in one array: an object each would be spread over the memory. */
const FIELDS = 5;
const [NEXT, HASH, PLACE, NAME_LENGTH, REST_LENGTH] = [0, 1, 2, 3, 4];

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
  /** The first line of each bucket, by its number; 0 is none. Empty until the first line comes: most orgs never see one. */
  private buckets = new Int32Array();
  private fields = new Int32Array();
  private readonly meanings: T[] = [];
  /** The bytes of each line without its value: its name, then from the next whole word on what is behind the value. */
  private texts = new Int32Array();
  private bytes = new Uint8Array();
  private used = 0;
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
    if (this.meanings.length >= this.most) this.forget();
    if (this.buckets.length === 0) this.buckets = new Int32Array(BUCKETS);
    const { colon, bar, end, hash } = this;
    const bucket = bucketOf(hash);
    const line = this.meanings.push(meaning);
    const nameWords = (colon - start + 3) >> 2;
    this.reserve(line, nameWords + ((end - bar + 3) >> 2));
    this.bytes.set(bytes.subarray(start, colon), this.used << 2);
    this.bytes.set(bytes.subarray(bar, end), (this.used + nameWords) << 2);
    this.fields.set([this.buckets[bucket]!, hash, this.used, colon - start, end - bar], line * FIELDS);
    this.buckets[bucket] = line;
    this.used += nameWords + ((end - bar + 3) >> 2);
  }

  forget(): void {
    this.buckets = new Int32Array();
    this.fields = new Int32Array();
    this.meanings.length = 0;
    this.texts = new Int32Array();
    this.bytes = new Uint8Array();
    this.used = 0;
  }

  /** Makes room for a line and its words. */
  private reserve(line: number, words: number): void {
    if ((line + 1) * FIELDS > this.fields.length) this.fields = grown(this.fields, (line + 1) * FIELDS);
    if (this.used + words <= this.texts.length) return;
    this.texts = grown(this.texts, this.used + words);
    this.bytes = new Uint8Array(this.texts.buffer);
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
    const { fields, hash, bar } = this;
    if (this.buckets.length === 0) return undefined;
    const nameLength = this.colon - start;
    const restLength = this.end - bar;
    for (let line = this.buckets[bucketOf(hash)]!; line !== 0; line = fields[line * FIELDS + NEXT]!) {
      const at = line * FIELDS;
      if (
        fields[at + HASH] !== hash ||
        fields[at + NAME_LENGTH] !== nameLength ||
        fields[at + REST_LENGTH] !== restLength
      ) {
        continue;
      }
      const place = fields[at + PLACE]!;
      if (
        this.hasName(bytes, start, place << 2, nameLength) &&
        this.hasRest(view, place + ((nameLength + 3) >> 2), words, last)
      ) {
        return this.meanings[line - 1];
      }
    }
    return undefined;
  }

  private hasName(bytes: Uint8Array, start: number, place: number, length: number): boolean {
    const known = this.bytes;
    for (let index = 0; index < length; index++) if (known[place + index] !== bytes[start + index]) return false;
    return true;
  }

  private hasRest(view: DataView, place: number, words: number, last: number): boolean {
    const { texts } = this;
    let at = place;
    for (let from = this.bar; from < words; from += 4) if (texts[at++] !== view.getInt32(from, true)) return false;
    return words === this.end || texts[at] === last;
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

function grown(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(length, numbers.length * 2, 1024));
  larger.set(numbers);
  return larger;
}
