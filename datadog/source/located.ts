/** A text with the place, in the file, of each of its characters. */
export interface Located {
  readonly text: string;
  /**
   * Whether something else fills in a part of the text later, such as Terraform's `${…}`.
   * @default not known: the text itself tells
   */
  readonly interpolated?: boolean;
  /** Whether all of the text is an expression in the place of a value, whose type is not known. @default false */
  readonly expression?: boolean;
  /** The offset in the file of the character at `offset`; of the end, for the text's length. */
  at(offset: number): number;
}

/** What stands in the file as it is, from `start` on. */
export function plain(text: string, start = 0): Located {
  return { text, at: (offset) => start + offset };
}

/** A part of a located text. */
export function part(whole: Located, start: number, end: number): Located {
  return { text: whole.text.slice(start, end), at: (offset) => whole.at(start + offset) };
}

/** A stretch of a text that comes from one place. */
interface Run {
  /** Where it begins in the text. */
  readonly start: number;
  /** Where it begins in the source. */
  readonly origin: number;
  /** Whether it is there as it is; else all of it stands for what begins at `origin`. */
  readonly same: boolean;
}

/** Puts a located text together, stretch by stretch. */
export class LocatedText {
  private text = "";
  private readonly runs: Run[] = [];

  constructor(private readonly source: Located) {}

  /** Adds what the source has between `start` and `end`. */
  same(start: number, end: number): void {
    if (end > start) this.add(this.source.text.slice(start, end), start, true);
  }

  /** Adds a text that stands for what begins at `start` of the source, such as an escape. */
  instead(text: string, start: number): void {
    if (text !== "") this.add(text, start, false);
  }

  private add(text: string, origin: number, same: boolean): void {
    this.runs.push({ start: this.text.length, origin, same });
    this.text += text;
  }

  /** @param end of what the text was made from, in the source */
  finish(end: number, interpolated?: boolean): Located {
    const { source, runs, text } = this;
    return {
      text,
      interpolated,
      at(offset) {
        if (offset >= text.length) return source.at(end);
        const { start, origin, same } = runs[runAt(runs, offset)]!;
        return source.at(same ? origin + offset - start : origin);
      },
    };
  }
}

/** The last run that begins at or before an offset. */
function runAt(runs: readonly Run[], offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
