import { countsIn, windowLength } from "../ask";
import { numberOf, timeAggregatorRow, wordOf } from "../functions";
import { RANK_FUNCTIONS } from "../functions/rank";
import { durationSeconds } from "../functions/values";
import type { Argument, ChangeAlert, Comparison, Expression, FunctionCall, MetricAlert, Window } from "../nodes";
import { print } from "../print";
import { nodesOf } from "../visit";
import { changeInWords } from "./change";
import { expressionInWords, type Words } from "./expression";
import { callInWords } from "./functions";
import { COMPARATORS, comparisonInWords, eachOf, seconds, share, windowInWords, windowText } from "./words";

/** A monitor in words: what it alerts on, and what else there is to know, a sentence each. */
export interface Explanation {
  readonly alert: string;
  /** `a is the average of …`, for each letter in `alert`. @default none */
  readonly letters?: readonly string[];
  readonly more: readonly string[];
  /** The tags by which it alerts. */
  readonly groups: readonly string[];
  /** How many alerts there are, where `groups` do not tell. @default by `groups` */
  readonly grouping?: string;
}

/** Explains `avg(last_5m):… > 3`, anomalies, forecasts and outliers among them. */
export function metricAlertInWords(alert: MetricAlert): Explanation {
  const { expression } = alert;
  if (expression.kind === "call") {
    if (expression.name === "anomalies") return anomalies(alert, expression);
    if (expression.name === "forecast") return forecast(alert, expression);
    if (expression.name === "outliers") return outliers(alert, expression);
  }
  const ranked = expression.kind === "call" && Object.hasOwn(RANK_FUNCTIONS, expression.name) ? expression : undefined;
  const words = ranked ? inner(ranked) : expressionInWords(expression);
  const condition = overTime(words.phrase, alert);
  return {
    alert: `alerts when ${condition}`,
    more: [...(ranked ? [onlyRanked(ranked, words.phrase)] : []), ...evaluated(alert.window)],
    ...rest(words),
  };
}

/** The other groups are not looked at at all. */
const onlyRanked = (call: FunctionCall, phrase: string) =>
  `Only ${callInWords(call, [phrase])} are evaluated; the others cannot alert.`;

/** `the average of x, averaged over the last 5 minutes, is above 3`. */
function overTime(phrase: string, { aggregator, window, comparison, expression }: MetricAlert): string {
  const comma = phrase.includes(",") ? "," : "";
  const compared = comparisonInWords(comparison.operator, String(comparison.value));
  const during = windowInWords(window);
  const above = comparison.operator === ">" || comparison.operator === ">=";
  const below = comparison.operator === "<" || comparison.operator === "<=";
  if (combinesTotals(expression)) {
    return `${phrase}, ${aggregatedInWords(aggregator, true)} over ${during}, ${compared}`;
  }
  if ((aggregator === "min" && above) || (aggregator === "max" && below)) {
    return `${phrase}${comma} ${compared} during all of ${during}`;
  }
  if ((aggregator === "max" && above) || (aggregator === "min" && below)) {
    return `${phrase}${comma} ${compared} at any time in ${during}`;
  }
  if (isMetricAggregatedBy(expression, aggregator)) {
    return phrase.includes(" where ") || comma
      ? `${phrase}, over ${during}, ${compared}`
      : `${phrase} over ${during} ${compared}`;
  }
  return `${phrase}, ${aggregatedInWords(aggregator)} over ${during}, ${compared}`;
}

/**
 * With arithmetic and as_count(), each operand is aggregated over the window before they are combined.
 * @see https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/
 */
const combinesTotals = (expression: Expression) =>
  countsIn(expression) !== "none" && nodesOf(expression).some(({ kind }) => kind === "binary");

/** `averaged`; with as_count() in arithmetic, each side is aggregated before they are combined. */
function aggregatedInWords(aggregator: string, ofCounts = false): string {
  const row = timeAggregatorRow(aggregator);
  return (ofCounts ? row?.ofCounts : undefined) ?? row?.sentence ?? `taken as ${aggregator}`;
}

/** `avg(…):avg:…` and `sum(…):sum:…`: one word says both. */
function isMetricAggregatedBy(expression: MetricAlert["expression"], aggregator: string): boolean {
  return (
    expression.kind === "metric" &&
    expression.aggregator === aggregator &&
    (aggregator === "avg" || aggregator === "sum")
  );
}

/** Explains `pct_change(avg(last_5m),last_1h):… > 50`. */
export function changeAlertInWords(alert: ChangeAlert): Explanation {
  const { method, aggregator, window, shift, expression, comparison } = alert;
  const words = expressionInWords(expression);
  const { operator } = comparison;
  const value = comparison.value;
  const before = windowInWords({ ...shift, form: "ago" });
  const condition = `has ${changeInWords(operator, value, method === "pct_change" ? " %" : "")} compared with ${before}`;
  const phrase = `${words.phrase}, ${aggregatedInWords(aggregator, combinesTotals(expression))} over ${windowInWords(window)},`;
  return {
    alert: `alerts when ${phrase} ${condition}`,
    more: [...evaluated(window)],
    ...rest(words),
  };
}

function anomalies({ comparison, window }: MetricAlert, call: FunctionCall): Explanation {
  const words = inner(call);
  const direction = SIDES[named(call, "direction") ?? "both"] ?? "outside";
  const alertWindow = named(call, "alert_window");
  const during = alertWindow === undefined ? windowInWords(window) : windowText(alertWindow);
  const [, algorithm, width] = call.args;
  const name = (algorithm && wordOf(algorithm)) ?? "default";
  // the basic algorithm knows no seasons
  const seasonality = name === "basic" ? undefined : named(call, "seasonality");
  const pattern = seasonality === undefined ? "" : `, which learns the ${seasonality} pattern${zoneOf(call)},`;
  const range = `The usual range comes from the ${name} algorithm${pattern}${wide(width)}`;
  const step = stepOf(call);
  const gaps = named(call, "count_default_zero") === "false" ? ["Missing counts are not treated as 0."] : [];
  return {
    alert: `alerts when ${portion(comparison)} of the values of ${words.phrase}, within ${during}, are ${direction} the usual range`,
    more: [`${range}${step === undefined ? "" : `, in steps of ${step}`}.`, ...gaps, ...evaluated(window)],
    ...rest(words),
  };
}

/** ` in Europe/Paris`. */
function zoneOf(call: FunctionCall): string {
  const zone = named(call, "timezone");
  return zone === undefined ? "" : ` in ${zone.toLowerCase() === "utc" ? "UTC" : zone}`;
}

/** How far apart the points are that an algorithm looks at: `interval=60`, `interval='60m'`. */
function stepOf({ args }: FunctionCall): string | undefined {
  const argument = args.find(({ name }) => name === "interval");
  const word = wordOf(argument) ?? "";
  const length = numberOf(argument) ?? durationSeconds(word) ?? (/^\d+$/.test(word) ? Number(word) : undefined);
  return length === undefined ? undefined : seconds(length);
}

const SIDES: Readonly<Record<string, string>> = { both: "outside", above: "above", below: "below" };

function wide(width: Argument | undefined): string {
  if (width?.value.kind !== "number") return "";
  return ` and reaches ${width.value.value} ${width.value.value === 1 ? "deviation" : "deviations"} to each side`;
}

/** `all`, `at least 80 %`: what share of the points must stray. */
function portion({ operator, value }: Comparison): string {
  if (operator === ">=" && value >= 1) return "all";
  if (operator === ">" && value === 0) return "any";
  return `${operator === ">" ? "more than" : COMPARATORS[operator]} ${share(value)}`;
}

function forecast({ aggregator, comparison, window }: MetricAlert, call: FunctionCall): Explanation {
  const words = inner(call);
  const [, model, width] = call.args;
  const often = (aggregator === "max") === comparison.operator.startsWith(">") ? "at some time within" : "throughout";
  const kind = (model && wordOf(model)) ?? "default";
  const isLinear = kind === "linear";
  const [history, sensitivity] = isLinear ? [named(call, "history"), named(call, "model")] : [];
  const seasonality = isLinear ? undefined : named(call, "seasonality");
  const learned = history === undefined ? "" : `, made from ${windowText(history)}`;
  const season = seasonality === undefined ? "" : `, with its ${seasonality} pattern${zoneOf(call)}`;
  const variant = sensitivity === undefined || sensitivity === "default" ? "" : ` (the ${sensitivity} model)`;
  const step = stepOf(call);
  const steps = step === undefined ? "" : `, in steps of ${step}`;
  const band =
    width?.value.kind === "number"
      ? `; the edge of a band of ${width.value.value} ${width.value.value === 1 ? "deviation" : "deviations"} counts`
      : "";
  return {
    alert: `alerts when ${words.phrase}${words.phrase.includes(",") ? "," : ""} is forecast to be ${COMPARATORS[comparison.operator]} ${comparison.value} ${often} ${windowInWords(window)}`,
    more: [`The forecast is ${kind}${variant}${season}${learned}${steps}${band}.`],
    ...rest(words),
  };
}

function outliers({ comparison, window }: MetricAlert, call: FunctionCall): Explanation {
  const words = inner(call);
  const [, algorithm, tolerance, percentage] = call.args;
  const of = eachOf(words.groups)?.replace(/^each /, "one ") ?? "one series";
  const how = (algorithm && wordOf(algorithm)) ?? "default";
  const isOfPoints = percentage?.value.kind === "number" && /mad$/i.test(how);
  const portion = isOfPoints ? `, when at least ${print(percentage.value)} % of its points lie apart` : "";
  const tolerated = tolerance?.value.kind === "number" ? `, with a tolerance of ${tolerance.value.value}` : "";
  const much =
    comparison.operator === ">" && comparison.value === 0
      ? ""
      : ` by a measure ${COMPARATORS[comparison.operator]} ${comparison.value}`;
  return {
    alert: `alerts when ${of} behaves differently from the others${much} over ${windowInWords(window)}, based on ${words.phrase}`,
    more: [`Outliers are found by ${how}${tolerated}${portion}.`, ...evaluated(window)],
    ...rest(words),
  };
}

function inner(call: FunctionCall): Words {
  const first = call.args[0]?.value;
  const isSeries = first && first.kind !== "string" && first.kind !== "keyword" && first.kind !== "keySet";
  return isSeries ? expressionInWords(first) : { phrase: "nothing", letters: [], groups: [] };
}

function named({ args }: FunctionCall, name: string): string | undefined {
  const argument = args.find((each) => each.name === name);
  return argument && wordOf(argument);
}

/** What the expression adds to the explanation beside its phrase. */
function rest({ letters, groups }: Words): Pick<Explanation, "letters" | "groups"> {
  return { letters, groups };
}

/** How often Datadog evaluates a window of this length. */
function evaluated(window: Window): readonly string[] {
  const length = windowLength(window);
  if (window.form !== "last") return [];
  if (length < 86_400) return ["Datadog evaluates it every minute."];
  return [`Datadog evaluates it every ${length < 172_800 ? 10 : 30} minutes.`];
}
