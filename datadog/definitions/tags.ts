/** How much of a tag Datadog keeps, in characters. */
const MAX_LENGTH = 200;

/**
 * A tag as Datadog keeps it: in lowercase, every other character than letters, digits and `_ - : . /` as an
 * underscore, beginning with a letter, cut after 200 characters.
 *
 * @see https://docs.datadoghq.com/getting_started/tagging/#define-tags
 */
export function keptTag(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\-:./]+/gu, "_")
    .replace(/^[^\p{L}]+/u, "")
    .slice(0, MAX_LENGTH)
    .replace(/:$/, "");
}

/** Why Datadog would not keep a tag as it is written: a sentence; nothing where it would. */
export function tagMistake(tag: string): string | undefined {
  const kept = keptTag(tag);
  if (kept === tag) return undefined;
  if (kept === "") return `"${shown(tag)}" is not a valid tag: a tag starts with a letter, as in team:data-platform.`;
  if (tag.length > MAX_LENGTH) {
    return `The tag "${shown(tag)}" is ${tag.length} characters long, but Datadog truncates tags to ${MAX_LENGTH}: shorten it.`;
  }
  return `Datadog changes the tag "${tag}" to "${kept}": use "${kept}".`;
}

const shown = (tag: string) => (tag.length > 40 ? `${tag.slice(0, 39)}…` : tag);
