/** One thing that is wrong in a text. */
export interface SourceProblem {
  /** The name of the file, as its reader was given it. */
  readonly file: string;
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count; 0 where the file as a whole is meant. */
  readonly column: number;
  /** One sentence: what is wrong, what is allowed, what was probably meant. */
  readonly message: string;
}

/** A text that cannot be used; `message` has one line `file:line:column: what is wrong` for each problem. */
export class SourceError extends Error {
  override readonly name = "SourceError";

  constructor(readonly problems: readonly SourceProblem[]) {
    super(problems.map(problemText).join("\n"));
  }
}

/** `file:line:column: what is wrong`, or `file: what is wrong`. */
function problemText({ file, line, column, message }: SourceProblem): string {
  return line === 0 ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}

/** An error about a file as a whole. */
export function wholeFileError(file: string, message: string): SourceError {
  return new SourceError([{ file, line: 0, column: 0, message }]);
}

/** Problems in the order in which a reader meets them. */
export function inOrder(problems: readonly SourceProblem[]): SourceProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
