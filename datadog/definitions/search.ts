import type { DefinitionProblem } from "../findings";
import { parseSearch } from "../query";

/** What keeps a search from being read; an empty one, or none, takes everything. */
export function searchProblems(query: string | undefined, path: DefinitionProblem["path"]): DefinitionProblem[] {
  if (query === undefined || query.trim() === "") return [];
  const result = parseSearch(query);
  if (result.ok) return [];
  return result.errors.map(({ message }) => ({ path, message: `the search ${JSON.stringify(query)}: ${message}` }));
}
