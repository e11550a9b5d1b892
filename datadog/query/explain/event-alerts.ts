import { countsGroupsBelow, groupsOfCalls } from "../ask";
import { linkRow, timeAggregatorRow } from "../functions";
import type {
  Comparison,
  DynamicComparison,
  FormulaAlert,
  MethodArgument,
  MethodCall,
  SearchAlert,
  SearchSource,
  ServiceCheckAlert,
  SloAlert,
} from "../nodes";
import { print } from "../print";
import { expressionInWords } from "./expression";
import { argumentsInWords } from "./functions";
import type { Explanation } from "./metric-alert";
import { COMPARATORS, comparisonInWords, eachOf, list, ordinal, QUANTITIES, windowText } from "./words";

const SOURCES: Readonly<Record<SearchSource, string>> = {
  logs: "logs",
  events: "events",
  rum: "RUM events",
  "trace-analytics": "spans",
  audits: "audit events",
  "ci-pipelines": "CI pipeline events",
  "ci-tests": "CI test runs",
  "database-monitoring": "database samples",
  "network-performance": "network flows",
  "network-path": "network paths",
  "llm-observability": "LLM spans",
  processes: "processes",
  "error-tracking": "errors",
  "error-tracking-rum": "errors of RUM",
  "error-tracking-logs": "errors in logs",
  "error-tracking-traces": "errors in traces",
};

/** Explains `logs("…").rollup("count").last("5m") > 10` and its kin. */
export function searchAlertInWords(node: SearchAlert): Explanation {
  const { source, search, calls, comparison } = node;
  const text = print(search);
  const which = text === "" || text === "*" ? "" : ` that match \`${text}\``;
  const fresh = calls.some(({ name }) => name === "new") ? "new " : "";
  const what = `${fresh}${kindOf(calls)}${SOURCES[source]}${scopeOf(calls)}${which}`;
  const [method = "count", measure] = wordsOf(calls, "rollup");
  const during = timeOf(calls);
  const treated = treatmentOf(calls);
  const { operator, value } = comparison;
  const amount = method === "count" ? `the number of ${what}` : `${measured(method, measure)} in ${what}`;
  const alert =
    method === "count" && treated === ""
      ? `there are ${howMany(comparison)} ${what}${during}`
      : `${amount}${treated}${during === "" ? "" : `,${during},`} ${comparisonInWords(operator, String(value))}`;
  const groups = groupsOfCalls(calls);
  const grouping = treated === "" && countsGroupsBelow(node) ? silentGroups(comparison, groups) : undefined;
  return { alert: `alerts when ${alert}`, more: indexes(calls), groups, grouping };
}

/** Below a threshold, a group without events does not exist. */
function silentGroups(comparison: Comparison, groups: readonly string[]): string {
  const each = eachOf(groups) ?? "";
  const one = each.replace(/^each /, "");
  if (isNone(comparison)) {
    return `It alerts only when no ${one} has any events: a single ${one} without events is not evaluated.`;
  }
  return `It alerts separately for ${each} with at least one event, and for missing events only when every ${one} has none.`;
}

/** `browser ` for `.source("browser")`. */
function kindOf(calls: readonly MethodCall[]): string {
  const sources = wordsOf(calls, "source").filter((name) => name !== "all");
  return sources.length === 0 ? "" : `${list(sources)} `;
}

/** `, treated by `anomaly(…)``: what is done with the values before they are compared. */
function treatmentOf(calls: readonly MethodCall[]): string {
  return calls
    .filter(({ name }) => name === "anomaly" || name === "change" || name === "forecast")
    .map((call) => `, treated by \`${print(call)}\``)
    .join("");
}

/** `any`, `more than 10`. */
function howMany({ operator, value }: Comparison): string {
  const any = (operator === ">" && value === 0) || (operator === ">=" && value === 1);
  if (any) return "any";
  return isNone({ operator, value }) ? "no" : `${QUANTITIES[operator]} ${value}`;
}

/** `< 1`, `<= 0`, `== 0`. */
const isNone = ({ operator, value }: Pick<Comparison, "operator" | "value">) =>
  (operator === "<" && value === 1) || (operator === "<=" && value === 0) || (operator === "==" && value === 0);

function measured(name: string, measure: string | undefined): string {
  const of = measure === undefined ? "" : ` of ${measure}`;
  const percentile = /^p?c?(\d+)$/.exec(name)?.[1];
  if (percentile !== undefined) return `the ${ordinal(percentile)} percentile${of}`;
  const row = linkRow("logs", "rollup");
  const method = { kind: "string", value: name } as const;
  return `${row ? argumentsInWords(row, [{ kind: "argument", value: method }]) : `the ${name}`}${of}`;
}

function scopeOf(calls: readonly MethodCall[]): string {
  const scope = wordsOf(calls, "over").filter((tag) => tag !== "*" && tag !== "all");
  return scope.length === 0 ? "" : ` of ${list(scope.map((tag) => `\`${tag}\``))}`;
}

function indexes(calls: readonly MethodCall[]): readonly string[] {
  const names = wordsOf(calls, "index").filter((name) => name !== "*");
  return names.length === 0 ? [] : [`It searches the ${names.length === 1 ? "index" : "indexes"} ${list(names)}.`];
}

/** ` in the last 5 minutes`. */
function timeOf(calls: readonly MethodCall[]): string {
  const [last] = wordsOf(calls, "last");
  if (last !== undefined) return ` in ${windowText(last)}`;
  const [current] = wordsOf(calls, "current");
  return current === undefined ? "" : ` in the current ${windowText(current).replace(/^the last /, "")} so far`;
}

/** Explains `formula("query1 / query2").last("15m") > 5`. */
export function formulaAlertInWords({ expression, calls, comparison }: FormulaAlert): Explanation {
  const { phrase } = expressionInWords(expression);
  const names = namesIn(print(expression));
  const [method] = wordsOf(calls, "rollup");
  const how = method === undefined ? "" : ` ${timeAggregatorRow(method)?.sentence ?? `taken as ${method}`}`;
  const during = `${how}${timeOf(calls).replace(/^ in/, " over")}`;
  return {
    alert: `alerts when ${phrase}${treatmentOf(calls)}${during === "" ? "" : `,${during},`} ${comparisonInWords(comparison.operator, thresholdOf(comparison))}`,
    more: names.length === 0 ? [] : [`The monitor's variables define ${list(names)}.`],
    groups: groupsOfCalls(calls),
  };
}

/** The number, or that a query of the options computes it. */
const thresholdOf = (comparison: Comparison | DynamicComparison) =>
  comparison.kind === "comparison" ? String(comparison.value) : "the result of the monitor's `critical_query`";

/** The names of queries in the text of a formula: words that are not called. */
function namesIn(formula: string): readonly string[] {
  return [...new Set(formula.match(/(?<![\w.'])[a-z_]\w*(?![\w(])/gi) ?? [])];
}

/** Explains `"http.can_connect".over("*").by("url").last(4).count_by_status()`. */
export function serviceCheckInWords({ check, calls, comparison }: ServiceCheckAlert): Explanation {
  const scope = wordsOf(calls, "over").filter((tag) => tag !== "*");
  const left = wordsOf(calls, "exclude");
  const [runs] = wordsOf(calls, "last");
  const byShare = calls.some(({ name }) => name === "pct_by_status");
  const where = scope.length === 0 ? "" : ` for ${list(scope.map((tag) => `\`${tag}\``))}`;
  const without = left.length === 0 ? "" : ` without ${list(left.map((tag) => `\`${tag}\``))}`;
  const limit = comparison ? ` (${COMPARATORS[comparison.operator]} ${comparison.value} %)` : "";
  const enough = byShare
    ? `the share of it that is critical or warning is large enough${limit}`
    : "it was critical or warning often enough in a row";
  const more = byShare ? [] : ["The monitor's thresholds set how often that is."];
  const looks = runs === undefined ? [] : [`It looks at the last ${runs} runs of the check.`];
  return {
    alert: `watches the service check ${check}${where}${without}, and alerts when ${enough}`,
    more: [...looks, ...more],
    groups: groupsOfCalls(calls),
  };
}

/** Explains `error_budget("id").over("7d") > 75` and `burn_rate("id")…`. */
export function sloAlertInWords({ measure, slo, calls, comparison }: SloAlert): Explanation {
  const { operator, value } = comparison;
  const span = (name: string) => windowText(wordsOf(calls, name)[0] ?? "").replace(/^the last /, "");
  const amount = `${operator === ">" ? "more than" : COMPARATORS[operator]} ${value}`;
  if (measure === "error_budget") {
    const alert = `${amount} % of the error budget of SLO ${slo} for ${span("over")} is used up`;
    return { alert: `alerts when ${alert}`, more: [], groups: [] };
  }
  const windows = ["long_window", "short_window"].flatMap((name) => {
    const [text] = wordsOf(calls, name);
    return text === undefined ? [] : [windowText(text)];
  });
  const over = windows.length === 2 ? `both ${list(windows)}` : list(windows);
  return {
    alert: `alerts when the error budget of SLO ${slo} for ${span("over")} burns at ${amount} times the rate that would just use it up${over === "" ? "" : `, over ${over}`}`,
    more: [],
    groups: [],
  };
}

/** The arguments of the call of this name, as plain text. */
function wordsOf(calls: readonly MethodCall[], name: string): readonly string[] {
  return calls.filter((call) => call.name === name).flatMap(({ args }) => args.map(textOf));
}

function textOf(argument: MethodArgument): string {
  const value = argument.kind === "argument" ? argument.value : argument;
  return value.kind === "string" || value.kind === "keyword" ? value.value : print(value);
}
