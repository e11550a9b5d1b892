/**
 * A source file in which a text that is written there has changed. The piece that changed is looked for with as much around
 * it as makes it the only one of its kind.
 * @param source TypeScript, with the text or parts of it in quotes or in a template
 * @returns nothing where the file does not have the text as it is, or the new one would need escapes
 */
export function withChangedText(source: string, before: string, after: string): string | undefined {
  const pairs = changedPieces(before, after);
  let edited: string | undefined = source;
  for (const [was, is] of pairs) edited = edited === undefined ? undefined : withPiece(edited, was, is);
  return edited;
}

/** The lines that changed, one by one where as many came as went; otherwise the whole. */
function changedPieces(before: string, after: string): readonly (readonly [was: string, is: string])[] {
  const [was, is] = [before.split("\n"), after.split("\n")];
  if (was.length !== is.length) return [[before, after]];
  return was.flatMap((line, index) => (line === is[index] ? [] : [[line, is[index]!] as const]));
}

/** What has a meaning inside quotes or a template. */
const SPECIAL = /[`"\\]|\$\{/;

function withPiece(source: string, before: string, after: string): string | undefined {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  for (let around = 0; ; around++) {
    const [from, to] = [Math.max(0, start - around), Math.max(0, end - around)];
    const was = before.slice(from, before.length - to);
    const is = after.slice(from, after.length - to);
    const count = was === "" ? 2 : source.split(was).length - 1;
    if (count === 1) return SPECIAL.test(is) ? undefined : source.replace(was, () => is);
    if (count === 0) return undefined;
    if (from === 0 && to === 0) return quoted(source, was, is);
  }
}

/** With quotes around it, where the text alone is there several times. */
function quoted(source: string, before: string, after: string): string | undefined {
  const isOne = source.split(`"${before}"`).length === 2 && !SPECIAL.test(after);
  return isOne ? source.replace(`"${before}"`, () => `"${after}"`) : undefined;
}
