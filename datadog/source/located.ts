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

/** Puts a located text together, character by character. */
export class LocatedText {
  private readonly pieces: string[] = [];
  private readonly origin: number[] = [];

  constructor(private readonly source: Located) {}

  /** `text` stands for what begins at `start` of the source, character by character where both are the same. */
  same(start: number, end: number): void {
    this.pieces.push(this.source.text.slice(start, end));
    for (let at = start; at < end; at++) this.origin.push(at);
  }

  /** All of `text` stands for what begins at `start` of the source, such as an escape. */
  instead(text: string, start: number): void {
    this.pieces.push(text);
    for (let at = 0; at < text.length; at++) this.origin.push(start);
  }

  /** @param end of what the text was made from, in the source */
  finish(end: number, interpolated?: boolean): Located {
    const { source, origin } = this;
    return { text: this.pieces.join(""), interpolated, at: (offset) => source.at(origin[offset] ?? end) };
  }
}
