import { type Finding, finding } from "../../findings";
import { checkMetricQuery, parseFormula, parseMetricQuery, walk } from "../../query";
import type { CheckOptions } from "../kind";
import { isUnreadable, shapeFindings } from "../shape";
import { type SloDefinition, sloSchema } from "./schema";

/** What is wrong with an SLO: its shape, what its type needs, targets, queries that cannot be read. */
export function checkSlo(definition: unknown, { catalog }: CheckOptions = {}): readonly Finding[] {
  const shape = shapeFindings(sloSchema, definition, "the SLO");
  if (isUnreadable(shape)) return shape;
  const slo = definition as SloDefinition;
  return [
    ...shape,
    ...nameFindings(slo),
    ...sourceFindings(slo),
    ...targetFindings(slo),
    ...queryFindings(slo, catalog),
  ];
}

function nameFindings({ name }: SloDefinition): Finding[] {
  return name.trim() === "" ? [finding("slo", "The name is empty.", { path: ["name"] })] : [];
}

/** What each type is measured by. */
function sourceFindings(slo: SloDefinition): Finding[] {
  const { type, query, sli_specification: specification } = slo;
  if (type === "monitor") return monitorFindings(slo);
  const isSlice = specification != null && "time_slice" in specification;
  if (type === "time_slice") {
    if (isSlice) return [];
    return [finding("slo", "A time slice SLO requires sli_specification.time_slice.", { path: ["sli_specification"] })];
  }
  if (query || (specification && !isSlice)) return [];
  const message = "A metric-based SLO requires a query (numerator and denominator) or sli_specification.count.";
  return [finding("slo", message, { path: ["query"] })];
}

/** How many monitors an SLO can have, and how many groups of its only monitor. */
const MOST = 20;

/** @see https://docs.datadoghq.com/service_level_objectives/monitor/#define-queries */
function monitorFindings({ monitor_ids, groups }: SloDefinition): Finding[] {
  const monitors = monitor_ids ?? [];
  const chosen = groups ?? [];
  const findings: Finding[] = [];
  if (monitors.length === 0) {
    findings.push(finding("slo", "A monitor-based SLO requires monitor_ids.", { path: ["monitor_ids"] }));
  }
  if (monitors.length > MOST) {
    const message = `The SLO has ${monitors.length} monitors, and ${MOST} is the most: leave some out.`;
    findings.push(finding("slo", message, { path: ["monitor_ids"] }));
  }
  if (monitors.length > 1 && chosen.length > 0) {
    const message = `The SLO has ${monitors.length} monitors, and groups can only be selected of a single one: leave groups out.`;
    findings.push(finding("slo", message, { path: ["groups"] }));
  }
  if (chosen.length > MOST) {
    const message = `The SLO selects ${chosen.length} groups, and ${MOST} is the most: leave some out.`;
    findings.push(finding("slo", message, { path: ["groups"] }));
  }
  return findings;
}

/** How many decimal places a target can have. */
const MOST_DECIMALS = 3;

/** @see https://docs.datadoghq.com/service_level_objectives/#setting-slo-targets */
function targetFindings({ thresholds }: SloDefinition): Finding[] {
  const path = (index: number, name: string) => ({ path: ["thresholds", index, name] });
  const low = thresholds.flatMap(({ target, warning }, index) =>
    warning === undefined || warning === null || warning > target
      ? []
      : [
          finding(
            "slo",
            `The warning is ${warning}, but it must be above the target, ${target}.`,
            path(index, "warning"),
          ),
        ],
  );
  const names = thresholds.map(({ timeframe }) => timeframe as string);
  const twice = names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [finding("slo", `There are two targets for ${name}.`, path(index, "timeframe"))],
  );
  const precise = thresholds.flatMap(({ target }, index) => {
    if (Number(target.toFixed(MOST_DECIMALS)) === target) return [];
    const message = `The target ${target} has more than ${MOST_DECIMALS} decimal places: round it.`;
    return [finding("slo", message, path(index, "target"))];
  });
  return [...low, ...twice, ...precise];
}

function queryFindings({ query, sli_specification: specification }: SloDefinition, catalog: Catalog): Finding[] {
  const own = query
    ? (["numerator", "denominator"] as const).flatMap((name) => readFindings(query[name], ["query", name], catalog))
    : [];
  if (!specification) return own;
  if ("count" in specification) {
    const { queries, ...formulas } = specification.count;
    const place = ["sli_specification", "count"];
    const given = Object.entries(formulas).flatMap(([name, formula]) =>
      formula ? formulaFindings(formula.formula, queries, [...place, name, "formula"]) : [],
    );
    return [...own, ...queriesFindings(queries, place, catalog), ...given];
  }
  const { queries, formulas } = specification.time_slice.query;
  const place = ["sli_specification", "time_slice", "query"];
  const given = formulas.flatMap(({ formula }, index) =>
    formulaFindings(formula, queries, [...place, "formulas", index, "formula"]),
  );
  return [...own, ...queriesFindings(queries, place, catalog), ...given];
}

type Queries = readonly { readonly name: string; readonly data_source: string; readonly query: string }[];

function queriesFindings(queries: Queries, place: Finding["path"], catalog: Catalog): Finding[] {
  return queries.flatMap(({ data_source: source, query }, index) =>
    source === "metrics" ? readFindings(query, [...place, "queries", index, "query"], catalog) : [],
  );
}

type Catalog = CheckOptions["catalog"];

function readFindings(query: string, path: Finding["path"], catalog: Catalog): Finding[] {
  const result = parseMetricQuery(query);
  if (result.ok) return checkMetricQuery(result.node, { catalog }).map((found) => ({ ...found, path }));
  return result.errors.map(({ message, range }) => finding("slo", message, { path, range }));
}

function formulaFindings(formula: string, queries: Queries, path: Finding["path"]): Finding[] {
  const result = parseFormula(formula);
  if (!result.ok) return result.errors.map(({ message, range }) => finding("slo", message, { path, range }));
  const names = queries.map(({ name }) => name);
  const findings: Finding[] = [];
  walk(result.node, {
    name: ({ name, range }) => {
      if (names.includes(name)) return;
      const message = `The formula uses ${name}, but the queries are ${names.join(", ") || "missing"}.`;
      findings.push(finding("slo", message, { path, range }));
    },
  });
  return findings;
}
