import type { MonitorDefinition, SloDefinition } from "../../../definitions";
import {
  callsOf,
  durationSeconds,
  type Expression,
  type MetricAlert,
  parseFormula,
  parseMetricQuery,
  type SloAlert,
  textsOf,
} from "../../../query";
import { EVERYTHING, sortedKey, windowEvaluator } from "../../evaluate";
import { secondsDown } from "../down";
import { AlertingError } from "../error";
import type { Reading } from "../types";
import type { AlertingInputs, Now, Source } from "./source";

/** The share, 0 to 1, of what was bad in a window that ends at `now.time`; nothing where there was nothing. */
type ErrorRate = (seconds: number, now: Now) => number | undefined;

/**
 * An SLO alert: the share of the error budget that is used, or how fast it is being used over a long and a short window.
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/
 * @see https://docs.datadoghq.com/service_management/service_level_objectives/error_budget/
 */
export function sloSource(query: SloAlert, _definition: MonitorDefinition, inputs: AlertingInputs): Source {
  const slo = inputs.slo?.(query.slo);
  if (!slo) throw new AlertingError(`There is no SLO with the id "${query.slo}".`, query.range);
  const over = textOf(query, "over");
  const target = slo.thresholds.find(({ timeframe }) => timeframe === over)?.target;
  if (target === undefined) {
    const has = slo.thresholds.map(({ timeframe }) => timeframe).join(", ");
    throw new AlertingError(`The SLO "${slo.name}" has no target for ${over}: its timeframes are ${has}.`, query.range);
  }
  const errorRate = errorRateOf(slo, inputs);
  const budget = 1 - target / 100;
  const read = query.measure === "error_budget" ? errorBudget : burnRate;
  return {
    // the window of an error budget is days, and it is looked at every minute all the same
    kind: { window: 60, groupKeys: [], missing: { kind: "keep" } },
    notes: [],
    read: (now) => {
      const reading = read(query, (seconds) => rate(errorRate(seconds, now), budget));
      return reading ? [{ ...reading, values: { ...reading.values, timeframe: over } }] : [];
    },
  };
}

/**
 * How much of an SLO was bad: a function of a window's seconds and its end in UNIX seconds, which gives the share, 0 to 1, or
 * nothing where there was nothing to measure.
 * @param state of the monitors, which an SLO over monitors is measured by
 * @throws AlertingError where its queries cannot be parsed
 */
export function sloErrors(
  slo: SloDefinition,
  inputs: AlertingInputs,
  state: Now["state"],
): (seconds: number, time: number) => number | undefined {
  const errorRate = errorRateOf(slo, inputs);
  return (seconds, time) => errorRate(seconds, { time, evaluated: time, known: new Map(), state, readings: new Map() });
}

/** In multiples of the error budget; without the noise of binary fractions, as thresholds are compared with it. */
function rate(errors: number | undefined, budget: number): number | undefined {
  return errors === undefined ? undefined : Number((errors / budget).toPrecision(12));
}

type Measured = (query: SloAlert, rateOver: (seconds: number) => number | undefined) => Reading | undefined;

/** The percentage of the error budget that is used. */
const errorBudget: Measured = (query, rateOver) => {
  const used = rateOver(secondsOf(textOf(query, "over"), query));
  return used === undefined ? undefined : { group: EVERYTHING, value: Number((used * 100).toPrecision(12)) };
};

/** Both windows must reach the threshold: the lower burn rate of the two is compared, the higher one below a threshold. */
const burnRate: Measured = (query, rateOver) => {
  const long = rateOver(secondsOf(textOf(query, "long_window"), query));
  const short = rateOver(secondsOf(textOf(query, "short_window"), query));
  if (long === undefined || short === undefined) return undefined;
  const value = query.comparison.operator.startsWith("<") ? Math.max(long, short) : Math.min(long, short);
  return { group: EVERYTHING, value, values: { long_window_burn_rate: long, short_window_burn_rate: short } };
};

function textOf(query: SloAlert, name: string): string {
  const [text] = textsOf(callsOf(query), name);
  if (text === undefined) throw new AlertingError(`The query needs .${name}("…").`, query.range);
  return text;
}

function secondsOf(text: string, query: SloAlert): number {
  const seconds = durationSeconds(text);
  if (seconds === undefined) throw new AlertingError(`"${text}" is not a window, such as 5m or 30d.`, query.range);
  return seconds;
}

function errorRateOf(slo: SloDefinition, inputs: AlertingInputs): ErrorRate {
  if (slo.type === "monitor") return monitorErrors(slo);
  const { sli_specification: specification, query } = slo;
  if (query) return countErrors(read(query.numerator, slo), read(query.denominator, slo), {}, inputs);
  if (specification && "count" in specification) return specifiedErrors(slo, specification.count, inputs);
  if (specification) return sliceErrors(slo, specification.time_slice, inputs);
  throw new AlertingError(`The SLO "${slo.name}" has neither a query nor an sli_specification.`);
}

type Queries = Readonly<Record<string, Expression>>;

/** Good events of all. */
function countErrors(good: Expression, total: Expression, queries: Queries, inputs: AlertingInputs): ErrorRate {
  const goodOver = sums(good, queries, inputs);
  const totalOver = sums(total, queries, inputs);
  return (seconds, now) => {
    const all = totalOver(seconds, now);
    return all ? clamped(1 - (goodOver(seconds, now) ?? 0) / all) : undefined;
  };
}

/** Good events of all, or of good and bad ones, by formulas. */
function specifiedErrors(slo: SloDefinition, count: CountSpecification, inputs: AlertingInputs): ErrorRate {
  const queries = queriesOf(slo, count.queries);
  const good = formulaOf(slo, count.good_events_formula.formula);
  const other = count.total_events_formula ?? count.bad_events_formula;
  if (!other) throw new AlertingError(`The SLO "${slo.name}" defines neither the total events nor the bad events.`);
  const rest = formulaOf(slo, other.formula);
  const total: Expression = count.total_events_formula
    ? rest
    : { kind: "binary", operator: "+", left: good, right: rest };
  return countErrors(good, total, queries, inputs);
}

type Specification = NonNullable<SloDefinition["sli_specification"]>;
type CountSpecification = Extract<Specification, { count: unknown }>["count"];
type SliceSpecification = Extract<Specification, { time_slice: unknown }>["time_slice"];

/** The sum of an expression over the last seconds, of all groups together. */
function sums(
  expression: Expression,
  queries: Queries,
  { series }: AlertingInputs,
): (seconds: number, now: Now) => number | undefined {
  const evaluators = new Map<number, ReturnType<typeof windowEvaluator>>();
  return (seconds, { time, evaluated }) => {
    let evaluator = evaluators.get(seconds);
    if (!evaluator) {
      evaluator = windowEvaluator(alertOver("sum", expression, seconds), series, { queries });
      evaluators.set(seconds, evaluator);
    }
    const found = evaluator.at(time, evaluated).values.filter((value) => !Number.isNaN(value));
    return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0);
  };
}

/** A monitor's query that only its value is asked of. */
function alertOver(aggregator: string, expression: Expression, seconds: number): MetricAlert {
  return {
    kind: "metricAlert",
    aggregator,
    window: { kind: "window", form: "last", amount: seconds / 60, unit: "m" },
    expression,
    comparison: { kind: "comparison", operator: ">", value: 0 },
  };
}

/** The slices, of 5 minutes by default, that are not good; one without data is good. */
function sliceErrors(slo: SloDefinition, slice: SliceSpecification, inputs: AlertingInputs): ErrorRate {
  const queries = queriesOf(slo, slice.query.queries);
  const expression = formulaOf(slo, slice.query.formulas[0]!.formula);
  const step = slice.query_interval_seconds ?? 300;
  const evaluator = windowEvaluator(alertOver("avg", expression, step), inputs.series, { queries });
  const isGood = (value: number) =>
    ({
      ">": value > slice.threshold,
      ">=": value >= slice.threshold,
      "<": value < slice.threshold,
      "<=": value <= slice.threshold,
    })[slice.comparator];
  const slices = new Map<number, boolean>();
  const isBad = (end: number) => {
    const known = slices.get(end);
    if (known !== undefined) return known;
    const bad = evaluator.at(end).values.some((value) => !Number.isNaN(value) && !isGood(value));
    slices.set(end, bad);
    return bad;
  };
  return (seconds, { time }) => {
    const last = Math.floor(time / step) * step;
    const count = Math.max(1, Math.floor(seconds / step));
    let bad = 0;
    for (let index = count - 1; index >= 0; index--) if (isBad(last - index * step)) bad++;
    return bad / count;
  };
}

/** The share of the time in which one of the monitors alerted, or of the groups of the only one that the SLO selects. */
function monitorErrors({ monitor_ids: ids, name, groups }: SloDefinition): ErrorRate {
  if (!ids || ids.length === 0) throw new AlertingError(`The SLO "${name}" has no monitors.`);
  const chosen = groups && groups.length > 0 ? new Set(groups.map(sortedKey)) : undefined;
  return (seconds, { time, state }) => {
    const down = ids
      .flatMap((id) => state.get(String(id))?.down ?? [])
      .filter((interval) => !chosen || interval.groups.some((key) => chosen.has(sortedKey(key))));
    return clamped(secondsDown(down, time - seconds, time) / seconds);
  };
}

const clamped = (share: number) => Math.min(1, Math.max(0, share));

function queriesOf(slo: SloDefinition, queries: CountSpecification["queries"]): Queries {
  return Object.fromEntries(queries.map(({ name, query }) => [name, read(query, slo)]));
}

function read(query: string, slo: SloDefinition): Expression {
  const result = parseMetricQuery(query);
  if (result.ok && result.node.kind !== "list") return result.node;
  throw new AlertingError(`A query of the SLO "${slo.name}" cannot be parsed: ${JSON.stringify(query)}.`);
}

function formulaOf(slo: SloDefinition, formula: string): Expression {
  const result = parseFormula(formula);
  if (result.ok) return result.node;
  throw new AlertingError(`A formula of the SLO "${slo.name}" cannot be parsed: ${JSON.stringify(formula)}.`);
}
