import { type Finding, finding } from "../../findings";
import { type CompositeExpression, type SearchSource, walk } from "../../query";
import { inQuery, type MonitorRule, option, queryOf } from "./facts";
import type { MonitorType } from "./schema";

/** The types under which each kind of search is evaluated. */
const SEARCH_TYPES: Readonly<Record<SearchSource, readonly MonitorType[]>> = {
  logs: ["log alert"],
  events: ["event-v2 alert", "event alert"],
  rum: ["rum alert"],
  "trace-analytics": ["trace-analytics alert"],
  audits: ["audit alert"],
  "ci-pipelines": ["ci-pipelines alert"],
  "ci-tests": ["ci-tests alert"],
  "database-monitoring": ["database-monitoring alert"],
  "network-performance": ["network-performance alert"],
  "network-path": ["network-path alert"],
  "llm-observability": ["llm-observability alert"],
  processes: ["process alert"],
  "error-tracking": ["error-tracking alert"],
  "error-tracking-rum": ["error-tracking alert"],
  "error-tracking-logs": ["error-tracking alert"],
  "error-tracking-traces": ["error-tracking alert"],
};

const METRIC_TYPES: readonly MonitorType[] = ["metric alert", "query alert"];

/** Types that a formula cannot have: their queries are of another form. */
const NO_FORMULA: readonly MonitorType[] = ["composite", "service check", "slo alert", "synthetics alert"];

/** The types that a query can have; nothing where any can. */
function typesOf(facts: Parameters<MonitorRule>[0]): readonly MonitorType[] | undefined {
  const node = facts.condition?.node;
  switch (node?.kind) {
    case "metricAlert":
    case "changeAlert":
      return METRIC_TYPES;
    case "searchAlert":
      return SEARCH_TYPES[node.source];
    case "serviceCheck":
      return ["service check"];
    case "sloAlert":
      return ["slo alert"];
    case "composite":
      return ["composite"];
    default:
      return undefined;
  }
}

/** `type: log alert` over a metric query. */
const type: MonitorRule = (facts) => {
  const { type } = facts.definition;
  const types = typesOf(facts);
  const isFormula = facts.condition?.node.kind === "formulaAlert";
  if (isFormula && NO_FORMULA.includes(type)) {
    const message = `A monitor of type "${type}" cannot have a formula as its query.`;
    return [finding("monitor-type", message, { path: ["type"] })];
  }
  if (!types || types.includes(type)) return [];
  const message = `The type is "${type}", but this query requires the type ${types.map((name) => `"${name}"`).join(" or ")}.`;
  return [finding("monitor-type", message, { path: ["type"], suggestion: types[0] })];
};

/** The most runs that a service check looks at. */
const MOST_RUNS = 100;

/**
 * A check is looked at over its last runs: as many, at least, as a state must be seen in a row. Where the share of a cluster is
 * asked for (`.pct_by_status()`), thresholds are percentages.
 * @see https://docs.datadoghq.com/monitors/types/service_check/
 */
const serviceCheck: MonitorRule = (facts) => {
  const query = queryOf(facts, "serviceCheck");
  if (!query) return [];
  const findings: Finding[] = [];
  if (!query.calls.some(({ name }) => name === "by")) {
    const message = `A service check alerts separately for each group: add .by("host"), or .by("*") for every combination of its tags.`;
    findings.push(finding("service-check", message, { ...inQuery(query), facts: { rule: "grouping" } }));
  }
  const call = query.calls.find(({ name }) => name === "last");
  const argument = call?.args[0];
  const last = argument?.kind === "number" ? argument.value : undefined;
  const isShare = query.calls.some(({ name }) => name === "pct_by_status");
  const levels = Object.values(isShare ? {} : (facts.options.thresholds ?? {})).filter(
    (level) => typeof level === "number",
  );
  const highest = Math.max(...levels);
  if (call && last !== undefined && levels.length > 0 && last < highest) {
    const message = `.last(${last}) looks at ${last} runs, but a threshold requires ${highest} in a row: use .last(${highest + 1}).`;
    findings.push(finding("service-check", message, { ...inQuery(call), facts: { rule: "last" } }));
  }
  if (call && last !== undefined && last > MOST_RUNS) {
    const message = `.last(${last}) looks at ${last} runs, but the maximum is ${MOST_RUNS}: use a smaller number.`;
    findings.push(finding("service-check", message, { ...inQuery(call), facts: { rule: "runs" } }));
  }
  return findings;
};

/** @see https://docs.datadoghq.com/monitors/types/composite/ */
const composite: MonitorRule = (facts) => {
  const query = queryOf(facts, "composite");
  if (!query) return [];
  const ids = idsOf(query.expression);
  if (ids.length <= 10) return [];
  const message = `A composite monitor can have at most 10 monitors, but this one has ${ids.length}.`;
  return [finding("composite", message, { path: ["query"] })];
};

function idsOf(expression: CompositeExpression): readonly string[] {
  const ids = new Set<string>();
  walk(expression, { monitorId: ({ id }) => void ids.add(id) });
  return [...ids];
}

/** A formula's names, each a query of `options.variables`. */
const variables: MonitorRule = (facts) => {
  const query = queryOf(facts, "formulaAlert");
  const given = facts.options.variables;
  if (!query || !given) return [];
  const names = given.flatMap(({ name }) => name ?? []);
  const findings: Finding[] = [];
  walk(query.expression, {
    name: ({ name, range }) => {
      if (names.includes(name)) return;
      const message = `The formula uses ${name}, but options.variables has ${names.join(", ") || "no queries"}.`;
      findings.push(finding("formula-name", message, { path: ["query"], range }));
    },
  });
  return findings;
};

const several: MonitorRule = ({ definition: { name, priority }, options }) => {
  const findings: Finding[] = [];
  if (name.trim() === "") {
    findings.push(
      finding("empty-name", "A monitor must have a name: it is the title of every notification.", { path: ["name"] }),
    );
  }
  if (typeof priority === "number" && !(priority >= 1 && priority <= 5)) {
    const message = `The priority is ${priority}, but it must be from 1 (highest) to 5; omit it for no priority.`;
    findings.push(finding("priority", message, { path: ["priority"] }));
  }
  const names = options.variables?.flatMap((one) => one.name ?? []) ?? [];
  if (new Set(names).size < names.length) {
    const message = "Two queries in options.variables have the same name: rename one of them.";
    findings.push(finding("formula-name", message, option("variables")));
  }
  return findings;
};

export const KIND_RULES: readonly MonitorRule[] = [several, type, serviceCheck, composite, variables];
