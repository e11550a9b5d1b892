/*
 * Objects that name each other by value. Datadog gives an object its id when it is made, so a definition cannot write the
 * id of another one: it writes a link, and whoever makes the objects writes the id, or Terraform's reference, in its place.
 */

const LINK = /\$\{datadog_link\.(\d+)\}/g;

const texts = new WeakMap<object, string>();
const targets: object[] = [];

/**
 * The text that is the id of another object, in any text of a definition.
 * @param definition the very value that a construct is given. In another stack only monitors, SLOs, and dashboards can be
 *   found; that stack is then deployed first
 */
export function linkTo(definition: object): string {
  const known = texts.get(definition);
  if (known !== undefined) return known;
  const text = `\${datadog_link.${targets.push(definition) - 1}}`;
  texts.set(definition, text);
  return text;
}

/** Whether a text is one link. */
export function isLink(text: string): boolean {
  return /^\$\{datadog_link\.\d+\}$/.test(text);
}

/** The definitions that a text links to, in order, each once. */
export function linksIn(text: string): readonly object[] {
  return [...new Set([...text.matchAll(LINK)].map(([, index]) => targets[Number(index)]!))];
}

/** The text with something else in the place of each link: an id, a reference. */
export function withLinks(text: string, write: (definition: object) => string): string {
  return text.replace(LINK, (link, index: string) => {
    const target = targets[Number(index)];
    return target === undefined ? link : write(target);
  });
}
