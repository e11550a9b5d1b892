/** The widths of the characters from space to `~`, in hundredths of the font size: DejaVu Sans, and Verdana as well. */
const WIDTHS = [
  ...[32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64],
  ...[34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73],
  ...[68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63],
  ...[41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84],
];

/** The same in bold. */
const BOLD_WIDTHS = [
  ...[35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70],
  ...[40, 40, 84, 84, 84, 58, 100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72],
  ...[68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50, 50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104],
  ...[71, 69, 72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84],
];

/** DejaVu Sans Mono. */
const MONO_WIDTH = 60;

export interface Font {
  readonly size: number;
  readonly bold?: boolean;
  readonly mono?: boolean;
}

/** The width of a text in pixels: known for Latin letters, estimated for others. */
export function textWidth(text: string, { size, bold = false, mono = false }: Font): number {
  const widths = bold ? BOLD_WIDTHS : WIDTHS;
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (mono) width += MONO_WIDTH;
    else if (code >= 32 && code <= 126) width += widths[code - 32]!;
    else width += code < 0x2e80 ? 65 : 100;
  }
  return (width * size) / 100;
}

/** As much of a text as fits, with an ellipsis where something does not. */
export function fitted(text: string, width: number, font: Font): string {
  if (textWidth(text, font) <= width) return text;
  let room = width - textWidth("…", font);
  let kept = "";
  for (const char of text) {
    room -= textWidth(char, font);
    if (room < 0) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** A text in lines that fit; a word that is too long is broken. */
export function wrapped(text: string, width: number, font: Font): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (textWidth(longer, font) <= width) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      while (textWidth(line, font) > width && line.length > 1) {
        const head = headThatFits(line, width, font);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    lines.push(line);
  }
  return lines;
}

/** One character at least, so that the rest becomes shorter. */
function headThatFits(text: string, width: number, font: Font): string {
  let head = "";
  for (const char of text) {
    if (head !== "" && textWidth(head + char, font) > width) break;
    head += char;
  }
  return head;
}
