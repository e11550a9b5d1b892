import type { MonitorDefinition, MonitorVariable } from "../datadog/definitions";
import {
  type Expression,
  type MethodCall,
  type MonitorQuery,
  mapNode,
  type ParseResult,
  parseMetricQuery,
  parseMonitorQuery,
  parseSearch,
  print,
  type QueryList,
  type Scope,
  type Search,
} from "../datadog/query";

/** Sources whose events have no `env`. */
const WITHOUT_ENV: readonly string[] = ["audits"];

/**
 * The monitor, reading one environment alone: `env:NAME` in every scope and every search. A scope that names an `env`
 * itself stays. So do composites and SLOs, which are made of other objects, and queries that cannot be read.
 */
export function inEnvironment<T extends MonitorDefinition>(definition: T, name: string): T {
  const query = rewritten(definition.query, parseMonitorQuery, (node) => monitorIn(node, name));
  const variables = definition.options?.variables?.map((variable) => variableIn(variable, name));
  return { ...definition, query, ...(variables ? { options: { ...definition.options, variables } } : {}) };
}

/** A text whose tree is changed; one that cannot be read, or whose tree stays, is kept as it is. */
function rewritten<N extends MonitorQuery | Expression | QueryList | Search>(
  text: string,
  parse: (text: string) => ParseResult<N>,
  change: (node: N) => N,
): string {
  if (text.includes("${")) return text;
  const result = parse(text);
  if (!result.ok) return text;
  const changed = change(result.node);
  return changed === result.node ? text : print(changed);
}

function monitorIn(node: MonitorQuery, name: string): MonitorQuery {
  if (node.kind === "serviceCheck") return { ...node, calls: overIn(node.calls, name) };
  if (node.kind !== "searchAlert") return metricsIn(node, name);
  if (node.source === "processes") return { ...node, calls: overIn(node.calls, name) };
  return WITHOUT_ENV.includes(node.source) ? node : { ...node, search: searchIn(node.search, name) };
}

function metricsIn<N extends MonitorQuery | Expression | QueryList>(node: N, name: string): N {
  return mapNode(node, { metric: (metric) => ({ ...metric, scope: scopeIn(metric.scope, name) }) });
}

/** One query of a formula, as far as it is of a kind that is known here. */
function variableIn(variable: MonitorVariable, name: string): MonitorVariable {
  const { data_source: source, query, search } = variable;
  if (source === "metrics" && typeof query === "string") {
    return { ...variable, query: rewritten(query, parseMetricQuery, (node) => metricsIn(node, name)) };
  }
  const text = (search as { query?: unknown } | undefined)?.query;
  if (typeof text !== "string" || WITHOUT_ENV.includes(source ?? "")) return variable;
  const narrowed = text.trim() === "" ? `env:${name}` : rewritten(text, parseSearch, (node) => searchIn(node, name));
  return { ...variable, search: { ...(search as object), query: narrowed } };
}

// ---------------------------------------------------------------------------------------------- scopes

function scopeIn(scope: Scope, name: string): Scope {
  if (namesEnv(scope)) return scope;
  const env: Scope = { kind: "tag", key: "env", value: name };
  if (scope.kind === "any") return env;
  if (scope.kind === "and") return { ...scope, operands: [...scope.operands, env] };
  if (scope.kind === "comma") {
    const items = scope.items.filter(({ kind }) => kind !== "any");
    return items.length === 0 ? env : { kind: "comma", items: [...items, env] };
  }
  return isItem(scope) ? { kind: "comma", items: [scope, env] } : { kind: "and", operands: [scope, env] };
}

/** What may stand between commas. */
function isItem(scope: Scope): boolean {
  return scope.kind === "not" ? isItem(scope.operand) : ["tag", "bareTag", "templateVariable"].includes(scope.kind);
}

/** Whether a scope holds for named environments only. */
function namesEnv(scope: Scope): boolean {
  switch (scope.kind) {
    case "tag":
      return scope.key === "env";
    case "in":
      return scope.key === "env" && !scope.negated;
    case "comma":
      return scope.items.some(namesEnv);
    case "and":
      return scope.operands.some(namesEnv);
    default:
      return false;
  }
}

// -------------------------------------------------------------------------------------------- searches

function searchIn(search: Search, name: string): Search {
  if (searchNamesEnv(search)) return search;
  const env: Search = { kind: "searchFacet", key: "env", value: name, quoted: false };
  if (search.kind === "searchAny") return env;
  if (search.kind === "searchAnd") return { ...search, operands: [...search.operands, env] };
  return { kind: "searchAnd", operands: [search, env] };
}

function searchNamesEnv(search: Search): boolean {
  if (search.kind === "searchAnd") return search.operands.some(searchNamesEnv);
  return (search.kind === "searchFacet" || search.kind === "searchFacetGroup") && search.key === "env";
}

/** `.over("*")` → `.over("env:demo")`; `.over("role:db")` → `.over("role:db","env:demo")`. */
function overIn(calls: readonly MethodCall[], name: string): readonly MethodCall[] {
  const env = { kind: "string", value: `env:${name}` } as const;
  if (!calls.some((call) => call.name === "over")) return [{ kind: "method", name: "over", args: [env] }, ...calls];
  return calls.map((call) => {
    if (call.name !== "over") return call;
    const scopes = call.args.filter((arg) => !(arg.kind === "string" && arg.value === "*"));
    const named = scopes.some((arg) => arg.kind === "string" && arg.value.startsWith("env:"));
    return { ...call, args: named ? scopes : [...scopes, env] };
  });
}
