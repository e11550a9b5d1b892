/** Quoted text. A backslash makes the next quote or backslash plain; before anything else it stands for itself. */

/** The content of a string token; the token has its quotes. */
export function unquote(token: string): string {
  const content = token.slice(1, -1);
  return content.includes("\\") ? content.replace(/\\(["'\\])/g, "$1") : content;
}

/** The text between `quote`s that `unquote` reads as `value`. */
export function quote(value: string, mark: '"' | "'" = '"'): string {
  if (!value.includes("\\") && !value.includes(mark)) return mark + value + mark;
  const special = mark === '"' ? /\\(?=["'\\]|$)|"/g : /\\(?=["'\\]|$)|'/g;
  return mark + value.replace(special, "\\$&") + mark;
}
