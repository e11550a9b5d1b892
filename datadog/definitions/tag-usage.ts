import { type MetricQuery, nodesOf, type QueryNode, type Scope, walk } from "../query";

/** A tag that a query reads of a metric: in its scope, in its groups, or in the groups of what stands around it. */
export interface TagUse {
  readonly metric: string;
  readonly key: string;
}

/**
 * The tags that a query reads, each once. A tag that the metric's tag configuration leaves out makes Datadog refuse the
 * query.
 *
 * @param variables the tag of each of a dashboard's template variables; one that is not listed is ignored
 * @see https://docs.datadoghq.com/metrics/metrics-without-limits/
 */
export function tagsUsed(query: QueryNode, variables: Readonly<Record<string, string>> = {}): TagUse[] {
  const found = new Map<string, TagUse>();
  walk(query, {
    metric: (node, ancestors) => {
      const keys = [...scopeKeys(node.scope), ...groupKeys(node), ...ancestors.flatMap(groupKeys)];
      for (const key of keys.flatMap((name) => (name.startsWith("$") ? tagOf(name, variables) : [name]))) {
        found.set(`${node.metric} ${key}`, { metric: node.metric, key });
      }
    },
  });
  return [...found.values()];
}

/** The keys of a scope; a template variable as `$name`. */
function scopeKeys(scope: Scope): string[] {
  return nodesOf(scope).flatMap((node) => {
    if (node.kind === "tag" || node.kind === "in") return [node.key];
    if (node.kind === "bareTag") return [node.name];
    return node.kind === "templateVariable" ? [`$${node.name}`] : [];
  });
}

/** The keys by which a node groups what stands in it: `by {host}`, or a function's `{host}`. */
function groupKeys(node: QueryNode | MetricQuery): string[] {
  if (node.kind === "metric" || node.kind === "modified") return node.by.map(({ name }) => name);
  if (node.kind !== "call") return [];
  return node.args.flatMap(({ value }) => (value.kind === "keySet" ? value.keys : []));
}

function tagOf(variable: string, variables: Readonly<Record<string, string>>): string[] {
  const name = variable.slice(1).replace(/\.value$/, "");
  const tag = Object.hasOwn(variables, name) ? variables[name] : undefined;
  return tag === undefined ? [] : [tag];
}
