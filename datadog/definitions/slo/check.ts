import { type Finding, finding } from "../../findings";
import { parseFormula, parseMetricQuery, walk } from "../../query";
import { isUnreadable, shapeFindings } from "../shape";
import { type SloDefinition, sloSchema } from "./schema";

/** What is wrong with an SLO: its shape, what its type needs, targets, queries that cannot be read. */
export function checkSlo(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(sloSchema, definition, "the SLO");
  if (isUnreadable(shape)) return shape;
  const slo = definition as SloDefinition;
  return [...shape, ...nameFindings(slo), ...sourceFindings(slo), ...targetFindings(slo), ...queryFindings(slo)];
}

function nameFindings({ name }: SloDefinition): Finding[] {
  return name.trim() === "" ? [finding("slo", "The name is empty.", { path: ["name"] })] : [];
}

/** What each type is measured by. */
function sourceFindings({
  type,
  query,
  sli_specification: specification,
  monitor_ids: monitors,
}: SloDefinition): Finding[] {
  if (type === "monitor") {
    if (monitors && monitors.length > 0) return [];
    return [finding("slo", "An SLO over monitors needs monitor_ids.", { path: ["monitor_ids"] })];
  }
  const isSlice = specification != null && "time_slice" in specification;
  if (type === "time_slice") {
    if (isSlice) return [];
    return [finding("slo", "A time slice SLO needs sli_specification.time_slice.", { path: ["sli_specification"] })];
  }
  if (query || (specification && !isSlice)) return [];
  const message = "A metric SLO needs a query (numerator and denominator) or sli_specification.count.";
  return [finding("slo", message, { path: ["query"] })];
}

/** @see https://docs.datadoghq.com/service_management/service_level_objectives/#setting-slo-targets */
function targetFindings({ thresholds }: SloDefinition): Finding[] {
  const path = (index: number, name: string) => ({ path: ["thresholds", index, name] });
  const low = thresholds.flatMap(({ target, warning }, index) =>
    warning === undefined || warning === null || warning > target
      ? []
      : [finding("slo", `The warning is ${warning}: it must be above the target, ${target}.`, path(index, "warning"))],
  );
  const names = thresholds.map(({ timeframe }) => timeframe as string);
  const twice = names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [finding("slo", `There are two targets for ${name}.`, path(index, "timeframe"))],
  );
  return [...low, ...twice];
}

function queryFindings({ query, sli_specification: specification }: SloDefinition): Finding[] {
  const own = query
    ? (["numerator", "denominator"] as const).flatMap((name) => readFindings(query[name], ["query", name]))
    : [];
  if (!specification) return own;
  if ("count" in specification) {
    const { queries, ...formulas } = specification.count;
    const place = ["sli_specification", "count"];
    const given = Object.entries(formulas).flatMap(([name, formula]) =>
      formula ? formulaFindings(formula.formula, queries, [...place, name, "formula"]) : [],
    );
    return [...own, ...queriesFindings(queries, place), ...given];
  }
  const { queries, formulas } = specification.time_slice.query;
  const place = ["sli_specification", "time_slice", "query"];
  const given = formulas.flatMap(({ formula }, index) =>
    formulaFindings(formula, queries, [...place, "formulas", index, "formula"]),
  );
  return [...own, ...queriesFindings(queries, place), ...given];
}

type Queries = readonly { readonly name: string; readonly data_source: string; readonly query: string }[];

function queriesFindings(queries: Queries, place: Finding["path"]): Finding[] {
  return queries.flatMap(({ data_source: source, query }, index) =>
    source === "metrics" ? readFindings(query, [...place, "queries", index, "query"]) : [],
  );
}

function readFindings(query: string, path: Finding["path"]): Finding[] {
  const result = parseMetricQuery(query);
  return result.ok ? [] : result.errors.map(({ message, range }) => finding("slo", message, { path, range }));
}

function formulaFindings(formula: string, queries: Queries, path: Finding["path"]): Finding[] {
  const result = parseFormula(formula);
  if (!result.ok) return result.errors.map(({ message, range }) => finding("slo", message, { path, range }));
  const names = queries.map(({ name }) => name);
  const findings: Finding[] = [];
  walk(result.node, {
    name: ({ name, range }) => {
      if (names.includes(name)) return;
      const message = `The formula names ${name}, and the queries are ${names.join(", ")}.`;
      findings.push(finding("slo", message, { path, range }));
    },
  });
  return findings;
}
