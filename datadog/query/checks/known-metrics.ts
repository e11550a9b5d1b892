import { type Finding, finding, NameIndex, nearest, quoteName, type SourceRange } from "../../findings";
import { leavesOf } from "../ask";
import { type KnownMetric, type MetricCatalog, UNIVERSAL_TAGS } from "../catalog";
import type { Expression, MetricQuery, Scope } from "../nodes";
import { placeOf } from "./aggregators";
import type { ExpressionContext } from "./context";
import { at } from "./context";

/** Metrics that do not exist, and tags that a metric does not have, as far as the catalog knows. */
export function unknownMetricsAndTags(expression: Expression, { catalog }: ExpressionContext): readonly Finding[] {
  if (!catalog) return [];
  return leavesOf(expression).flatMap(({ metric }) => {
    const facts = catalog.metric(metric.metric);
    if (facts) return unknownTags(metric, facts);
    return catalog.covers(metric.metric) ? [unknownMetric(metric, catalog)] : [];
  });
}

function unknownMetric(metric: MetricQuery, catalog: MetricCatalog): Finding {
  const family = familyOf(metric.metric, catalog);
  if (family.length > 0) {
    return finding(
      "unknown-metric",
      `${quoteName(metric.metric)} is a histogram or timer, which exists only as ${family.join(", ")}: use one of these.`,
      { ...placeOf(metric), suggestion: family[0] },
    );
  }
  return finding(
    "unknown-metric",
    `The catalog has no metric ${quoteName(metric.metric)}: fix the name, or declare the metric.`,
    {
      ...placeOf(metric),
      suggestion: namesOf(catalog).nearest(metric.metric),
    },
  );
}

/** A catalog may hold thousands of names, and a file may ask for as many that it lacks. */
const INDEXES = new WeakMap<MetricCatalog, NameIndex>();

function namesOf(catalog: MetricCatalog): NameIndex {
  const known = INDEXES.get(catalog);
  if (known) return known;
  const index = new NameIndex(catalog.names());
  INDEXES.set(catalog, index);
  return index;
}

/** The members of the family that DogStatsD makes of a histogram or timer, as far as the catalog has them. */
function familyOf(name: string, catalog: MetricCatalog): readonly string[] {
  const members = ["avg", "median", "max", "95percentile", "count"].map((part) => `${name}.${part}`);
  return catalog.metric(`${name}.avg`) && catalog.metric(`${name}.max`)
    ? members.filter((member) => catalog.metric(member) !== undefined)
    : [];
}

function unknownTags(metric: MetricQuery, facts: KnownMetric): readonly Finding[] {
  if (!facts.tags) return [];
  const known = new Set([...facts.tags, ...UNIVERSAL_TAGS]);
  const used = [...keysOf(metric.scope), ...metric.by.map(({ name, range }) => ({ key: name, range }))];
  return used
    .filter(({ key }) => !known.has(key) && !key.startsWith("$"))
    .map(({ key, range }) =>
      finding(
        "unknown-tag",
        `${quoteName(metric.metric)} has no tag ${quoteName(key)}; it has ${[...known].join(", ")}.`,
        {
          ...at({ range }),
          suggestion: nearest(key, known),
        },
      ),
    );
}

interface UsedKey {
  readonly key: string;
  readonly range?: SourceRange;
}

function keysOf(scope: Scope): readonly UsedKey[] {
  switch (scope.kind) {
    case "tag":
    case "in": {
      const { key, range } = scope;
      return [{ key, range: range && { start: range.start, end: range.start + key.length } }];
    }
    case "not":
      return keysOf(scope.operand);
    case "comma":
      return scope.items.flatMap(keysOf);
    case "and":
    case "or":
      return scope.operands.flatMap(keysOf);
    case "any":
    case "bareTag":
    case "templateVariable":
      return [];
  }
}
