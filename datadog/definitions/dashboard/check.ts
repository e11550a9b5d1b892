import { z } from "zod";
import { asserted, type Finding, finding, nearest } from "../../findings";
import { type Json, listOf, objectOf } from "../../json";
import {
  checkFormula,
  checkMetricQuery,
  checkSearch,
  type Expression,
  nodesOf,
  parseFormula,
  type QueryList,
  type UsedVariable,
  variablesInNode,
  variablesInText,
} from "../../query";
import type { CheckOptions } from "../kind";
import { remembered } from "../remembered";
import { shapeFindings } from "../shape";
import { isMistyped, unknownKeys } from "../unknown-keys";
import { layoutFindings } from "./check-layout";
import { dashboardGiven } from "./given";
import { madeQuery, parsedQuery } from "./made-queries";
import { type DashboardQuery, queriesOf } from "./queries-of";
import { dashboardSchema, widgetSchema } from "./schema";
import type { DashboardDefinition } from "./types";

/**
 * What is wrong with a dashboard, written here or exported: its shape, its layout, its template variables, and each of its
 * queries, formulas and searches. A dashboard of the wrong shape is not checked further.
 */
export function checkDashboard(dashboard: unknown, options: CheckOptions = {}): readonly Finding[] {
  const keys = keyFindings(dashboard, options);
  const shape = shapeFindings(dashboardSchema, dashboard, "the dashboard", "dashboard-shape");
  if (shape.length > 0) return [...shape, ...keys];
  const definition = dashboard as DashboardDefinition;
  const variables = new Set((definition.template_variables ?? []).map(({ name }) => name));
  return [
    ...keys,
    ...layoutFindings(definition),
    ...queriesOf(definition).flatMap((query) => queryFindings(query, variables, options)),
  ];
}

/** What Datadog answers, and keys of older exports. */
const ANSWERED = [...dashboardGiven.fields, "is_read_only"];

/** Keys that a dashboard, its variables, widgets and layouts do not have; of what a widget shows, not all is known here. */
function keyFindings(dashboard: unknown, { unknownKeys: which = "near" }: CheckOptions): readonly Finding[] {
  const findings = [
    ...unknownKeys(dashboardSchema, dashboard, { also: ANSWERED }),
    ...groupsIn(dashboard).flatMap(({ widgets, path }) =>
      unknownKeys(z.array(widgetSchema), widgets, { also: ["id"] }).map((found) => ({
        ...found,
        path: [...path, ...found.path],
      })),
    ),
  ];
  return which === "all" ? findings : findings.filter(isMistyped);
}

/** The widgets of each group, and where they are. */
function groupsIn(dashboard: unknown): { readonly widgets: Json; readonly path: Finding["path"] }[] {
  return listOf(objectOf(dashboard as Json).widgets).flatMap((widget, index) => {
    const { type, widgets } = objectOf(objectOf(widget).definition);
    return type === "group" && widgets !== undefined
      ? [{ widgets, path: ["widgets", index, "definition", "widgets"] }]
      : [];
  });
}

/**
 * The definition itself, when nothing in it is wrong.
 * @throws DefinitionError with a line for each finding
 */
export function assertedDashboard(definition: DashboardDefinition, options: CheckOptions = {}): DashboardDefinition {
  return asserted(`dashboard "${definition.title}"`, definition, checkDashboard(definition, options));
}

function queryFindings(
  query: DashboardQuery,
  variables: ReadonlySet<string>,
  options: CheckOptions,
): readonly Finding[] {
  return CHECK[query.language](query, variables, options).map((each) => ({ ...each, path: query.path }));
}

type QueryCheck = (query: DashboardQuery, variables: ReadonlySet<string>, options: CheckOptions) => readonly Finding[];

const CHECK: Readonly<Record<DashboardQuery["language"], QueryCheck>> = {
  metrics: ({ text }, variables, options) => {
    const made = madeFacts(text);
    const isFine = made !== undefined && metricFindings(made, variables, options).length === 0;
    return isFine ? [] : metricFindings(metricFacts(text), variables, options);
  },
  formula: ({ text, names = [] }) => {
    const { node, findings } = formulaFacts(text);
    return node ? [...findings, ...formulaNames(node, names)] : findings;
  },
  search: ({ text }, variables) => [...checkSearch(text), ...undefinedVariables(variablesInText(text), variables)],
  monitors: ({ text }, variables) => undefinedVariables(variablesInText(text), variables),
};

/** What can be said of a query without knowing where it stands. */
interface MetricFacts {
  readonly node?: Expression | QueryList;
  readonly used: readonly UsedVariable[];
  readonly findings: readonly Finding[];
}

function metricFindings(
  { node, used, findings }: MetricFacts,
  variables: ReadonlySet<string>,
  options: CheckOptions,
): readonly Finding[] {
  const own = node && options.catalog ? checkMetricQuery(node, options) : findings;
  return [...own, ...undefinedVariables(used, variables)];
}

const metricFacts = remembered((text): MetricFacts => {
  const parsed = parsedQuery(text);
  return parsed.ok ? factsOf(parsed.node) : { used: [], findings: checkMetricQuery(text) };
});

/** Of a query that a builder made: the same, but for the places in its text, which only matter where something is wrong. */
const madeFacts = remembered((text): MetricFacts | undefined => {
  const node = madeQuery(text);
  return node && factsOf(node);
});

function factsOf(node: Expression | QueryList): MetricFacts {
  return { node, used: variablesInNode(node), findings: checkMetricQuery(node) };
}

const formulaFacts = remembered((text) => {
  const parsed = parseFormula(text);
  if (!parsed.ok) return { findings: checkFormula(text) };
  return { node: parsed.node, findings: checkFormula(parsed.node) };
});

/** A formula may only name the queries beside it. */
function formulaNames(formula: Expression, names: readonly string[]): Finding[] {
  return nodesOf(formula).flatMap((node) => {
    if (node.kind !== "name" || names.includes(node.name)) return [];
    const known = names.length === 0 ? "it has none" : `its queries are ${names.join(", ")}`;
    const message = `The formula uses "${node.name}", but no query in the request has that name: ${known}.`;
    return [finding("formula-name", message, { range: node.range, suggestion: nearest(node.name, names) })];
  });
}

/** A variable that the dashboard does not have matches nothing, or is taken for text. */
function undefinedVariables(used: readonly UsedVariable[], variables: ReadonlySet<string>): Finding[] {
  return used.flatMap(({ name, range }) => {
    if (variables.has(name)) return [];
    const suggestion = nearest(name, variables);
    const message = `The dashboard has no template variable "${name}": declare it, or remove $${name}.`;
    return [finding("undefined-variable", message, { range, suggestion })];
  });
}
