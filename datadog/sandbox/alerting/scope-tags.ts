import { callsOf, type MonitorQuery, type Scope, type Search, textsOf, walk } from "../../query";

/**
 * The tags that a query fixes for all that it finds: `env:prod` of `{env:prod}`. Downtimes match them as they match those
 * of the group, and messages show them.
 */
export function scopeTagsOf(query: MonitorQuery): Readonly<Record<string, string>> {
  if (query.kind === "serviceCheck") return asTags(textsOf(callsOf(query), "over").filter((tag) => tag !== "*"));
  if (query.kind === "searchAlert") return asTags(inSearch(query.search));
  const scopes: (readonly string[])[] = [];
  walk(query, { metric: ({ scope }) => void scopes.push(inScope(scope)) });
  const [first = [], ...others] = scopes;
  // what every metric of the query has
  return asTags(first.filter((tag) => others.every((scope) => scope.includes(tag))));
}

function inScope(scope: Scope): readonly string[] {
  if (scope.kind === "tag") return scope.value.includes("*") ? [] : [`${scope.key}:${scope.value}`];
  if (scope.kind === "comma") return scope.items.flatMap(inScope);
  return scope.kind === "and" ? scope.operands.flatMap(inScope) : [];
}

function inSearch(search: Search): readonly string[] {
  if (search.kind === "searchAnd") return search.operands.flatMap(inSearch);
  if (search.kind !== "searchFacet" || search.key.startsWith("@") || /[*?]/.test(search.value)) return [];
  return [`${search.key}:${search.value}`];
}

function asTags(tags: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map((tag) => [tag.split(":", 1)[0]!, tag.slice(tag.indexOf(":") + 1)]));
}
