import { aggregatorRow, isPercentile, modifierRow } from "../functions";
import type { MetricQuery, Modifier } from "../nodes";
import { print } from "../print";
import { argumentsInWords } from "./functions";
import { scopeInWords } from "./scope";
import { COMPARATORS, ordinal } from "./words";

/** `the total count of pipeline.runs where status is failed`; grouping is said elsewhere. */
export function metricInWords({ aggregator, metric, scope, modifiers }: MetricQuery): string {
  const unit = modifiers.map(({ name }) => modifierRow(name)?.unit).find((found) => found !== undefined);
  return `${head(aggregator, metric, unit)}${scopeInWords(scope)}${modifiersInWords(modifiers)}`;
}

function head(aggregator: MetricQuery["aggregator"], metric: string, unit: string | undefined): string {
  if (aggregator === undefined)
    return `the average (no space aggregator is set) of ${unit ? `the ${unit} of ` : ""}${metric}`;
  if (typeof aggregator !== "string") {
    return `the number of values of ${metric} that are ${COMPARATORS[aggregator.operator]} ${aggregator.value}`;
  }
  if (isPercentile(aggregator)) return `the ${ordinal(aggregator.slice(1))} percentile of ${metric}`;
  const row = aggregatorRow(aggregator) ?? { sentence: `the ${aggregator} of`, withUnit: `the ${aggregator} of the` };
  return unit === undefined || row.withUnit === undefined
    ? `${row.sentence} ${metric}`
    : `${row.withUnit} ${unit} of ${metric}`;
}

/** `, in steps of 1 minute (sums), gaps filled with 0`; nothing for those that are said otherwise. */
export function modifiersInWords(modifiers: readonly Modifier[]): string {
  return modifiers.map(modifierInWords).join("");
}

function modifierInWords(modifier: Modifier): string {
  const row = modifierRow(modifier.name);
  return row ? argumentsInWords(row, modifier.args) : `, with \`${print(modifier)}\``;
}
