import type { Font } from "../text-width";

/** A text without the characters that XML does not allow, not even escaped. */
export const allowed = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

/** A text for the content of an element or a value in double quotes. */
export const escaped = (text: string): string =>
  allowed(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Pixels, to a tenth. */
export const px = (value: number): string => String(Number(value.toFixed(1)));

/** Names and values of attributes; those without a value are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value === undefined ? "" : ` ${name}="${typeof value === "number" ? px(value) : escaped(value)}"`,
    )
    .join("");
}

export interface TextStyle extends Font {
  readonly color: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly italic?: boolean;
  readonly underline?: boolean;
}

/** One line of text; `y` is its baseline. */
export function text(content: string, x: number, y: number, style: TextStyle): string {
  if (content === "") return "";
  const shown = attributes({
    x,
    y,
    "font-size": style.size,
    fill: style.color,
    "text-anchor": style.anchor === "start" ? undefined : style.anchor,
    "font-weight": style.bold ? "bold" : undefined,
    "font-style": style.italic ? "italic" : undefined,
    "font-family": style.mono ? MONO : undefined,
    "text-decoration": style.underline ? "underline" : undefined,
    "xml:space": / {2}|^ | $/.test(content) ? "preserve" : undefined,
  });
  return `<text${shown}>${escaped(content)}</text>`;
}

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return `<rect${attributes({ x, y, width: Math.max(0, width), height: Math.max(0, height), fill, ...more })}/>`;
}

/** A link around something, if there is an address. */
export function linked(content: string, href: string | undefined): string {
  return href === undefined ? content : `<a href="${escaped(href)}">${content}</a>`;
}

/** Widths are those of DejaVu Sans; Verdana has the same. */
export const SANS = "DejaVu Sans, Verdana, sans-serif";
export const MONO = "DejaVu Sans Mono, Menlo, Consolas, monospace";

/** A document of this size; `content` is in pixels from its top left. */
export function documentOf(width: number, height: number, title: string, content: string): string {
  const size = attributes({ viewBox: `0 0 ${px(width)} ${px(height)}`, width, height });
  return `<svg xmlns="http://www.w3.org/2000/svg"${size} font-family="${SANS}"><title>${escaped(title)}</title>\n${content}\n</svg>\n`;
}
