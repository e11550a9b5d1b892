import type { Finding } from "../findings";
import { checkSearch } from "../query";

/** What keeps a search from being read; an empty one, or none, takes everything. */
export function searchFindings(query: string | undefined, path: Finding["path"]): Finding[] {
  if (query === undefined || query.trim() === "") return [];
  return checkSearch(query).map((found) => ({ ...found, path }));
}
