/** What a terminal shows for some seconds: its lines, with colors. */
export type Frame = readonly string[];

export interface RecordingSettings {
  /** Columns of the terminal. */
  readonly columns: number;
  /** Seconds that each frame is shown. */
  readonly seconds: number;
  /** The frame that is shown where pictures do not move. */
  readonly poster: number;
}

/** Pixels of a character, and of the border. */
const CELL = { width: 8.4, height: 18 } as const;
const BORDER = 16;

/** How each of a terminal's styles is drawn. */
const STYLES: Readonly<Record<string, string>> = {
  "1": "b",
  "2": "d",
  "31": "r",
  "32": "g",
  "33": "y",
  "36": "c",
};

/** Codes that end a style, with those that they end. */
const ENDS: Readonly<Record<string, readonly string[]>> = { "22": ["b", "d"], "39": ["r", "g", "y", "c"] };

/** A terminal's frames as a moving picture that needs no script. */
export function framesToSvg(frames: readonly Frame[], { columns, seconds, poster }: RecordingSettings): string {
  const rows = Math.max(...frames.map((frame) => frame.length));
  const width = Math.ceil(columns * CELL.width + 2 * BORDER);
  const height = rows * CELL.height + 2 * BORDER;
  const total = frames.length * seconds;
  const shown = Number((100 / frames.length).toFixed(3));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="npm start">`,
    "<style>",
    `text{font:14px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d8dee9;white-space:pre}`,
    ".b{font-weight:bold}.d{fill:#8a94a6}.r{fill:#f07178}.g{fill:#9ccc65}.y{fill:#ffcb6b}.c{fill:#6fc3df}",
    `.f{opacity:0;animation:f ${total}s step-end infinite}.p{opacity:1}`,
    `@keyframes f{0%{opacity:1}${shown}%,100%{opacity:0}}`,
    "@media (prefers-reduced-motion:reduce){.f{animation:none}}",
    "</style>",
    `<rect width="100%" height="100%" rx="8" fill="#1f2430"/>`,
    ...frames.map((frame, index) => {
      // what begins in the past begins at once
      const delay = `animation-delay:-${total - index * seconds}s`;
      return `<g class="f${index === poster ? " p" : ""}" style="${delay}">${frame.map(lineToSvg).join("")}</g>`;
    }),
    "</svg>",
    "",
  ].join("\n");
}

function lineToSvg(line: string, row: number): string {
  if (line === "") return "";
  const y = BORDER + (row + 0.75) * CELL.height;
  return `<text x="${BORDER}" y="${y}" xml:space="preserve">${spansOf(line)}</text>`;
}

/** Text and codes, one after the other. */
const CODE = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`);

function spansOf(line: string): string {
  let styles: readonly string[] = [];
  return line
    .split(CODE)
    .map((part, index) => {
      if (index % 2 === 0) return spanOf(part, styles);
      const begun = STYLES[part];
      styles = begun === undefined ? styles.filter((style) => !ENDS[part]?.includes(style)) : [...styles, begun];
      return "";
    })
    .join("");
}

function spanOf(text: string, styles: readonly string[]): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (text === "" || styles.length === 0) return escaped;
  return `<tspan class="${styles.join(" ")}">${escaped}</tspan>`;
}
