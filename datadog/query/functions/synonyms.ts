import { nearest } from "../../findings";

/** What people write for the words of the language, too far off for an edit distance. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  avg: ["average", "mean"],
  mean: ["average", "avg"],
  sum: ["total"],
  max: ["maximum", "highest"],
  min: ["minimum", "lowest"],
  last: ["latest", "previous"],
  count: ["number"],
  cardinality: ["unique", "distinct"],
  asc: ["ascending"],
  desc: ["descending"],
  above: ["up", "over"],
  below: ["down", "under"],
  null: ["none"],
};

const SHORT = 5;

/** Which of `values` was most likely meant by `word`; nothing where none is near. */
export function meantBy(word: string, values: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const exact = values.find((value) => value === lower || SYNONYMS[value]?.includes(lower));
  if (exact !== undefined) return exact;
  // a short synonym is near too many words
  const long = new Map<string, string>();
  for (const value of values) {
    for (const synonym of SYNONYMS[value] ?? []) if (synonym.length > SHORT) long.set(synonym, value);
  }
  return nearest(word, values) ?? long.get(nearest(word, long.keys()) ?? "");
}
