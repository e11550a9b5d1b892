import { stripVTControlCharacters } from "node:util";

/** What a terminal offers. */
export interface Terminal {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

const ERASE_TO_LINE_END = "\u001b[K";
const ERASE_BELOW = "\u001b[J";
const up = (rows: number) => (rows > 0 ? `\u001b[${rows}A` : "");

/**
 * Lines at the bottom of a terminal that are drawn again and again, and lines above them that stay. The text must fit the
 * terminal's width; what is too high for it is cut at the bottom.
 */
export class Screen {
  private drawn: readonly string[] = [];

  constructor(private readonly terminal: Terminal) {}

  /** Draws the lines in place of those drawn before, with further lines above that stay. */
  draw(lines: readonly string[], above: readonly string[] = []): void {
    const { rows = 24 } = this.terminal;
    const fitting = lines.length < rows ? lines : lines.slice(0, Math.max(1, rows - 1));
    const text = [...above, ...fitting].map((line) => `${line}${ERASE_TO_LINE_END}\n`).join("");
    this.terminal.write(`${up(this.height())}\r${text}${ERASE_BELOW}`);
    this.drawn = fitting;
  }

  /** Rows that what was drawn takes up now: a terminal that became narrower has wrapped it. */
  private height(): number {
    const { columns = 80, rows = 24 } = this.terminal;
    const heights = this.drawn.map((line) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)));
    return Math.min(
      rows - 1,
      heights.reduce((sum, height) => sum + height, 0),
    );
  }
}
