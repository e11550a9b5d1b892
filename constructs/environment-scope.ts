import type { MonitorDefinition, MonitorVariable, SloDefinition } from "../datadog/definitions";
import {
  type Expression,
  type MonitorQuery,
  narrowMetrics,
  narrowMonitor,
  narrowSearch,
  type ParseResult,
  parseMetricQuery,
  parseMonitorQuery,
  parseSearch,
  print,
  type QueryList,
  type Search,
  type TagScope,
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

/** The SLO, measuring one environment alone: `env:NAME` in every scope. One over monitors has theirs. */
export function sloInEnvironment(definition: SloDefinition, name: string): SloDefinition {
  const narrowed = (text: string) => rewritten(text, parseMetricQuery, (node) => narrowMetrics(node, env(name)));
  const { query, sli_specification: specification } = definition;
  const all = <Q extends { readonly data_source: string; readonly query: string }>(queries: readonly Q[]) =>
    queries.map((each) => (each.data_source === "metrics" ? { ...each, query: narrowed(each.query) } : each));
  return {
    ...definition,
    ...(query ? { query: { numerator: narrowed(query.numerator), denominator: narrowed(query.denominator) } } : {}),
    ...(specification && "count" in specification
      ? { sli_specification: { count: { ...specification.count, queries: all(specification.count.queries) } } }
      : {}),
    ...(specification && "time_slice" in specification
      ? {
          sli_specification: {
            time_slice: {
              ...specification.time_slice,
              query: { ...specification.time_slice.query, queries: all(specification.time_slice.query.queries) },
            },
          },
        }
      : {}),
  };
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
  const hasEnv = node.kind !== "searchAlert" || !WITHOUT_ENV.includes(node.source);
  return hasEnv ? narrowMonitor(node, env(name)) : node;
}

const env = (name: string): TagScope => ({ kind: "tag", key: "env", value: name });

/** One query of a formula, as far as it is of a kind that is known here. */
function variableIn(variable: MonitorVariable, name: string): MonitorVariable {
  const { data_source: source, query, search } = variable;
  if (source === "metrics" && typeof query === "string") {
    return { ...variable, query: rewritten(query, parseMetricQuery, (node) => narrowMetrics(node, env(name))) };
  }
  const text = (search as { query?: unknown } | undefined)?.query;
  if (typeof text !== "string" || WITHOUT_ENV.includes(source ?? "")) return variable;
  const narrowed =
    text.trim() === "" ? print(env(name)) : rewritten(text, parseSearch, (node) => narrowSearch(node, env(name)));
  return { ...variable, search: { ...(search as object), query: narrowed } };
}
