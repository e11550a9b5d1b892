import { linesOf } from "./place";
import type { Environment } from "./schema";

/**
 * Values of the files that come with the project and belong to nobody. `docs/getting-started.md` says what to put in their
 * place.
 */
export const MADE_UP: readonly string[] = [
  "acme",
  "@pagerduty-data-platform",
  "@slack-data-pipeline",
  "@slack-data-pipeline-staging",
  "acme-terraform",
];

/** Tags of the examples, which do no harm by themselves: said where something else is made up too. */
export const MADE_UP_TAGS: readonly string[] = ["team:data-platform", "service:data-pipeline"];

/** Hosts that nobody can have. @see https://www.rfc-editor.org/rfc/rfc2606 */
const NOBODYS_HOST = /^https?:\/\/(?:[^/]*\.)?example\.(?:com|net|org)(?:[/:]|$)/;

/**
 * Says of an environment which of its values are still those of the examples.
 * @returns one line with the place of each: `environments/staging.yaml still has …`; nothing where there is none
 */
export function madeUpAdvice(environment: Environment): string[] {
  const isMadeUp = ({ text }: TextAt) => MADE_UP.includes(text) || NOBODYS_HOST.test(text);
  const texts = textsIn(environment);
  if (!texts.some(isMadeUp)) return [];
  const found = texts.filter((each) => isMadeUp(each) || MADE_UP_TAGS.includes(each.text));
  const lines = linesOf(environment);
  const seen = new Map(found.map(({ text, path }) => [text, lines(path)]));
  const values = [...seen].map(([text, line]) => (line === undefined ? text : `${text} (line ${line})`));
  const file = `environments/${environment.name}.yaml`;
  return [`${file} still has made-up values of the examples: ${values.join(", ")}. See docs/getting-started.md.`];
}

interface TextAt {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** All texts of a value, with their paths. */
function textsIn(value: unknown, path: readonly PropertyKey[] = []): TextAt[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [...keys].flatMap((key) => textsIn((value as Record<PropertyKey, unknown>)[key], [...path, key]));
}
