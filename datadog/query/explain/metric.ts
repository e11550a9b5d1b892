import { own } from "../../json";
import { isPercentile } from "../functions";
import type { Argument, MetricQuery, Modifier } from "../nodes";
import { print } from "../print";
import { scopeInWords } from "./scope";
import { COMPARATORS, ordinal, seconds } from "./words";

/** `the total count of pipeline.runs where status is failed`; grouping is said elsewhere. */
export function metricInWords({ aggregator, metric, scope, modifiers }: MetricQuery): string {
  const unit = modifiers.map(({ name }) => own(UNITS, name)).find((found) => found !== undefined);
  return `${head(aggregator, metric, unit)}${scopeInWords(scope)}${modifiersInWords(modifiers)}`;
}

/** What a modifier makes of the values of a counter. */
const UNITS: Readonly<Record<string, string>> = { as_count: "count", as_rate: "rate per second" };

const OVER_SPACE: Readonly<Record<string, readonly [plain: string, withUnit: string | undefined]>> = {
  sum: ["the sum of", "the total"],
  avg: ["the average of", "the average"],
  min: ["the lowest", "the lowest"],
  max: ["the highest", "the highest"],
  count: ["the number of points of", undefined],
  stddev: ["the standard deviation of", "the standard deviation of the"],
  histogram: ["the distribution of", "the distribution of the"],
};

function head(aggregator: MetricQuery["aggregator"], metric: string, unit: string | undefined): string {
  if (aggregator === undefined)
    return `the average (no aggregator is written) of ${unit ? `the ${unit} of ` : ""}${metric}`;
  if (typeof aggregator !== "string") {
    return `the number of values of ${metric} that are ${COMPARATORS[aggregator.operator]} ${aggregator.value}`;
  }
  if (isPercentile(aggregator)) return `the ${ordinal(aggregator.slice(1))} percentile of ${metric}`;
  const [plain, withUnit] = own(OVER_SPACE, aggregator) ?? [`the ${aggregator} of`, `the ${aggregator} of the`];
  return unit === undefined || withUnit === undefined ? `${plain} ${metric}` : `${withUnit} ${unit} of ${metric}`;
}

/** `, in steps of 1 minute (sums), gaps filled with 0`; nothing for those that are said otherwise. */
export function modifiersInWords(modifiers: readonly Modifier[]): string {
  return modifiers.map(modifierInWords).join("");
}

function modifierInWords(modifier: Modifier): string {
  switch (modifier.name) {
    case "as_count":
    case "as_rate":
      return "";
    case "rollup":
      return rollup(modifier.args);
    case "fill":
      return fill(modifier.args);
    case "weighted":
      return ", weighted by how long each tag was there";
    default:
      return `, with \`${print(modifier)}\``;
  }
}

const STEPS: Readonly<Record<string, string>> = {
  avg: "averages",
  sum: "sums",
  min: "lowest values",
  max: "highest values",
  count: "numbers of points",
};

/**
 * Steps of the calendar.
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/
 */
const CALENDAR_STEPS: Readonly<Record<string, string>> = {
  daily: "a day",
  weekly: "a week",
  monthly: "a month",
  yearly: "a year",
};

function rollup(args: readonly Argument[]): string {
  const words = args.map(wordOf).filter((word) => word !== undefined);
  const method = words.find((word) => !Object.hasOwn(CALENDAR_STEPS, word));
  const lengths = args.flatMap(({ value }) => (value.kind === "number" ? [seconds(value.value)] : []));
  const [length] = [...lengths, ...words.flatMap((word) => own(CALENDAR_STEPS, word) ?? [])];
  const kind = method === undefined ? "" : (own(STEPS, method) ?? method);
  if (length === undefined) return kind === "" ? "" : `, as ${kind} of Datadog's own steps`;
  return `, in steps of ${length}${kind === "" ? "" : ` (${kind})`}`;
}

const FILLED: Readonly<Record<string, string>> = {
  null: "gaps left open",
  zero: "gaps filled with 0",
  last: "gaps filled with the last value",
  linear: "gaps bridged by straight lines",
};

function fill([first, limit]: readonly Argument[]): string {
  if (!first) return "";
  const method = wordOf(first);
  const how =
    method === undefined ? `gaps filled with ${print(first)}` : (own(FILLED, method) ?? `gaps filled by ${method}`);
  const most = limit?.value.kind === "number" ? ` for up to ${seconds(limit.value.value)}` : "";
  return `, ${how}${most}`;
}

/** The word that an argument is, quoted or not. */
export function wordOf({ value }: Argument): string | undefined {
  return value.kind === "keyword" || value.kind === "string" ? value.value : undefined;
}
