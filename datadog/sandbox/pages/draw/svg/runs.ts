import type { Run } from "../note-blocks";
import { textWidth, wrapped } from "../text-width";

/** Code is a little smaller than the text around it. */
export const runSize = ({ mono }: Pick<Run, "mono">, size: number): number => (mono ? size * 0.92 : size);

export const runWidth = (run: Run, size: number): number =>
  textWidth(run.text, { size: runSize(run, size), bold: run.bold, mono: run.mono });

/** Runs in lines that fit, broken between words, or in a word that is too long. */
export function wrappedRuns(runs: readonly Run[], width: number, size: number): readonly (readonly Run[])[] {
  const lines = new Lines(width, size);
  for (const run of runs) {
    for (const piece of run.text.split(/(\n|(?<= ))/)) lines.add({ ...run, text: piece });
  }
  return lines.all;
}

class Lines {
  readonly all: Run[][] = [[]];
  private used = 0;

  constructor(
    private readonly width: number,
    private readonly size: number,
  ) {}

  /** @param piece a word with the space after it, or a line break */
  add(piece: Run): void {
    if (piece.text === "") return;
    if (piece.text === "\n") {
      this.next();
      return;
    }
    const wide = runWidth({ ...piece, text: piece.text.trimEnd() }, this.size);
    if (wide > this.width) {
      for (const part of wrapped(piece.text, this.width, { size: this.size, bold: piece.bold, mono: piece.mono })) {
        if (this.used > 0) this.next();
        this.append({ ...piece, text: part });
      }
      return;
    }
    if (this.used > 0 && this.used + wide > this.width) this.next();
    this.append(piece);
  }

  private next(): void {
    this.all.push([]);
    this.used = 0;
  }

  /** Runs that look alike become one. */
  private append(piece: Run): void {
    const line = this.all.at(-1)!;
    const last = line.at(-1);
    if (last && alike(last, piece)) line[line.length - 1] = { ...last, text: last.text + piece.text };
    else line.push(piece);
    this.used += runWidth(piece, this.size);
  }
}

const alike = (a: Run, b: Run) => a.bold === b.bold && a.italic === b.italic && a.mono === b.mono && a.href === b.href;
