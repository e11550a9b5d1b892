/** The lines of a text, to turn offsets into lines and columns. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** Line and column of an offset, both from 1; columns count UTF-16 units, as editors do. */
  position(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] as number) + 1 };
  }

  /** A line without its break. @param line from 1 */
  line(line: number): { readonly start: number; readonly text: string } {
    const start = this.starts[line - 1] ?? this.text.length;
    const end = (this.starts[line] ?? this.text.length + 1) - 1;
    return { start, text: this.text.slice(start, end).replace(/\r$/, "") };
  }
}
