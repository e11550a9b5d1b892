import { type Finding, finding } from "../../findings";
import { durationSeconds, type MonitorQuery, textsOf } from "../../query";
import { inQuery, type MonitorFacts, type MonitorRule, queryOf } from "./facts";

type SloAlert = Extract<MonitorQuery, { kind: "sloAlert" }>;

/**
 * A burn rate and a consumed budget are looked at from above alone.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/error_budget/
 */
const comparator: MonitorRule = (facts) => {
  const comparison = queryOf(facts, "sloAlert")?.comparison;
  if (!comparison || comparison.operator === ">" || comparison.operator === ">=") return [];
  const message = `An SLO alert must compare with > or >=, but this one uses ${comparison.operator}.`;
  return [finding("slo-alert", message, inQuery(comparison))];
};

const HOUR = 3600;

/**
 * An SLO's burn rate is measured over two windows, and cannot be higher than if everything failed.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#monitor-creation
 */
const burnRate: MonitorRule = (facts) => {
  const query = queryOf(facts, "sloAlert");
  return query?.measure === "burn_rate" ? [...windowFindings(query), ...rangeFindings(query, facts)] : [];
};

function windowFindings(query: SloAlert): Finding[] {
  const place = (link: string) => ({
    ...inQuery(query.calls.find(({ name }) => name === link)!),
    facts: { rule: "window" } as const,
  });
  const [[long], [short]] = [textsOf(query.calls, "long_window"), textsOf(query.calls, "short_window")];
  const [longer, shorter] = [long, short].map((text) => (text === undefined ? undefined : durationSeconds(text)));
  if (long !== undefined && (longer === undefined || longer < HOUR || longer > 48 * HOUR)) {
    return [finding("burn-rate", `The long window is ${long}, but it must be from 1h to 48h.`, place("long_window"))];
  }
  if (longer === undefined || shorter === undefined || shorter < longer) return [];
  const message = `The short window is ${short}, but it must be shorter than the long window, ${long}; usually it is a twelfth of it.`;
  return [finding("burn-rate", message, place("short_window"))];
}

function rangeFindings(query: SloAlert, facts: MonitorFacts): Finding[] {
  const { comparison } = query;
  const { value } = comparison;
  const target = targetOf(query, facts);
  const highest = target === undefined ? undefined : Math.round((1 / (1 - target / 100)) * 1e6) / 1e6;
  const isAbove = highest !== undefined && value > highest;
  if (value > 0 && !isAbove) return [];
  const message = isAbove
    ? `A burn rate of ${value} is never reached: with a target of ${target}%, it is at most ${highest}.`
    : `The burn rate is ${value}, but it must be above 0.`;
  const range = { rule: "range", threshold: value, highest } as const;
  return [finding("burn-rate", message, { ...inQuery(comparison), facts: range })];
}

/** The target of the SLO in percent, for the timeframe that the query asks. @default not known */
function targetOf({ slo, calls }: SloAlert, facts: MonitorFacts): number | undefined {
  const [over] = textsOf(calls, "over");
  return facts.slo?.(slo)?.thresholds.find(({ timeframe }) => timeframe === over)?.target;
}

/**
 * What the SLO itself has: a target for the timeframe, and an error budget that can be alerted on.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/error_budget/
 */
const ofSlo: MonitorRule = (facts) => {
  const query = queryOf(facts, "sloAlert");
  const slo = query && facts.slo?.(query.slo);
  if (!slo) return [];
  const [over] = textsOf(query.calls, "over");
  const has = slo.thresholds.map(({ timeframe }) => timeframe);
  if (over !== undefined && !has.includes(over)) {
    const message = `The SLO "${slo.name}" has no target for ${over}: its timeframes are ${has.join(", ")}.`;
    return [finding("slo-alert", message, inQuery(query))];
  }
  if (query.measure === "burn_rate" || slo.type !== "time_slice") return [];
  const message = `"${slo.name}" is a time slice SLO, which has no error budget alerts: alert on its burn rate instead.`;
  return [finding("slo-alert", message, inQuery(query))];
};

export const SLO_RULES: readonly MonitorRule[] = [comparator, burnRate, ofSlo];
