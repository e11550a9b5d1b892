import type { MonitorDefinition } from "../../datadog/definitions";
import { isObject } from "../../datadog/json";
import { type MonitorQuery, mapNode, nodesOf, parseMonitorQuery, print } from "../../datadog/query";

/** A monitor and the name that it has in code. */
export interface NamedMonitor {
  readonly name: string;
  readonly definition: MonitorDefinition;
}

/**
 * Monitors that are alike but for their name, thresholds, tags, and the values in their scopes: what one function with
 * settings could give.
 * @returns the groups of two monitors or more, each with what differs in it
 */
export function similarMonitors(
  monitors: readonly NamedMonitor[],
): { readonly names: readonly string[]; readonly differs: readonly string[] }[] {
  const groups = new Map<string, NamedMonitor[]>();
  for (const monitor of monitors) {
    const shape = shapeOf(monitor.definition);
    if (shape !== undefined) groups.set(shape, [...(groups.get(shape) ?? []), monitor]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ names: group.map(({ name }) => name), differs: differencesIn(group) }));
}

/** What stays of a monitor when its name, thresholds, tags, and scope values are taken away. */
function shapeOf({
  name: _,
  tags: _tags,
  priority: _priority,
  query,
  options,
  ...others
}: MonitorDefinition): string | undefined {
  const parsed = parseMonitorQuery(query);
  if (!parsed.ok || (parsed.node.kind !== "metricAlert" && parsed.node.kind !== "changeAlert")) return undefined;
  const masked = mapNode<MonitorQuery>(parsed.node, {
    tag: (tag) => ({ ...tag, value: "x" }),
    in: (tag) => ({ ...tag, values: ["x"] }),
    comparison: (comparison) => ({ ...comparison, value: 0 }),
  });
  const { thresholds, ...rest } = options ?? {};
  const levels = isObject(thresholds as never) ? Object.keys(thresholds as object).sort() : [];
  return JSON.stringify([print(masked), levels, sorted(rest), sorted(others)]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function differencesIn(group: readonly NamedMonitor[]): string[] {
  const differs = (value: (definition: MonitorDefinition) => unknown) =>
    new Set(group.map(({ definition }) => JSON.stringify(value(definition)))).size > 1;
  const keys = [...new Set(group.flatMap(({ definition }) => tagKeys(definition.query)))];
  return [
    ...(differs(({ options }) => sorted(options?.thresholds)) ? ["thresholds"] : []),
    ...keys.filter((key) => differs(({ query }) => tagValues(query, key))).map((key) => `the tag ${key} in the query`),
    ...(differs(({ tags }) => tags ?? []) ? ["tags"] : []),
    ...(differs(({ priority }) => priority ?? null) ? ["priority"] : []),
  ];
}

const scopeTags = (query: string) => {
  const parsed = parseMonitorQuery(query);
  return parsed.ok ? nodesOf(parsed.node).filter((node) => node.kind === "tag" || node.kind === "in") : [];
};
const tagKeys = (query: string) => scopeTags(query).map(({ key }) => key);
const tagValues = (query: string, wanted: string) =>
  scopeTags(query).flatMap((tag) => (tag.key !== wanted ? [] : tag.kind === "tag" ? [tag.value] : tag.values));
