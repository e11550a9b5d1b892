/** A text with the place, in the file, of each of its characters. */
export interface Located {
  readonly text: string;
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

/** A text whose character `i` comes from `origin[i]` of `source`; the last entry is its end. */
function mapped(source: Located, text: string, origin: readonly number[]): Located {
  const last = origin[origin.length - 1] ?? 0;
  return { text, at: (offset) => source.at(origin[offset] ?? last) };
}

/** The value of a JSON string that spans `start` to `end`, quotes included. */
export function jsonString(source: Located, start: number, end: number): Located {
  const raw = source.text.slice(start, end);
  const origin: number[] = [];
  for (let at = 1; at < raw.length - 1; at += escapeLength(raw, at)) origin.push(start + at);
  origin.push(end - 1);
  return mapped(source, JSON.parse(raw) as string, origin);
}

/** How many characters stand for one: `\u0041` 6, `\n` 2, others 1. */
function escapeLength(raw: string, at: number): number {
  if (raw[at] !== "\\") return 1;
  return raw[at + 1] === "u" ? 6 : 2;
}

/** Terraform's `$${` and `%%{`, which stand for a plain `${` and `%{`, undone. */
export function terraformUnescaped(source: Located): Located {
  const origin: number[] = [];
  let text = "";
  for (let at = 0; at < source.text.length; at++) {
    const escaped = source.text.startsWith("$${", at) || source.text.startsWith("%%{", at);
    if (escaped) at++;
    origin.push(at);
    text += source.text[at];
  }
  origin.push(source.text.length);
  return mapped(source, text, origin);
}

/**
 * The value of a YAML scalar that spans `start` to `end`, whatever its style. Indentation and line breaks are folded in
 * ways of their own, so characters are matched one by one, spaces loosely.
 */
export function yamlScalar(source: Located, start: number, end: number, value: string): Located {
  const origin: number[] = [];
  let at = contentStart(source.text, start, end);
  for (const character of value.split("")) {
    if (/\s/.test(character)) {
      origin.push(Math.min(at, end));
      if (/\s/.test(source.text[at] ?? "")) at++;
      continue;
    }
    while (at < end && source.text[at] !== character) at++;
    origin.push(Math.min(at, end));
    at++;
  }
  origin.push(Math.min(at, end));
  return mapped(source, value, origin);
}

/** After the header of a block scalar (`|-`), or after the opening quote. */
function contentStart(text: string, start: number, end: number): number {
  const first = text[start] ?? "";
  if (first === "|" || first === ">") {
    const line = text.indexOf("\n", start);
    return line < 0 || line >= end ? start : line + 1;
  }
  return first === '"' || first === "'" ? start + 1 : start;
}
