import { type Finding, lineAndColumn } from "../../findings";
import { type Json, type JsonObject, listOf, objectOf } from "../../json";

type Wording = (finding: Finding, body: JsonObject) => string;

/** A number as Datadog's errors write it: `90.0`. */
function float(value: string | number | undefined): string {
  return typeof value === "number" && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** What Datadog answers to a monitor that breaks a rule, by the check that finds it. */
const monitorWordings: Readonly<Record<string, Wording>> = {
  syntax: invalid,
  "mixed-scope": () => "Error parsing query: 'AND' and 'OR' cannot be mixed with ','",
  "monitor-shape": (finding) =>
    finding.path[1] === "thresholds" && finding.path.length > 2 ? "Non-numeric threshold value." : invalid(finding),
  "monitor-type": () => "The value provided for parameter 'type' is invalid",
  "threshold-mismatch": ({ facts }) =>
    `Alert threshold (${float(facts?.critical)}) does not match that used in the query (${float(facts?.queryThreshold)}).`,
  "threshold-missing": () => "Alert status is required.",
  "threshold-order": ({ facts }) => {
    const side = String(facts?.comparator).startsWith("<") ? "greater" : "less";
    const [warning, critical] = [float(facts?.warning), float(facts?.critical)];
    return `Warning threshold (${warning}) must be ${side} than the alert threshold (${critical}) with ${facts?.comparator} comparison.`;
  },
  "threshold-side": ({ facts }) => {
    const state = facts?.status === "warning" ? "warning" : "alert";
    return `${state} and ${state} recovery criteria are such that the monitor can be simultaneously in ${state} and ${state} recovery states`;
  },
  "threshold-status": ({ facts }) => `Invalid threshold statuses found: ${facts?.statuses}.`,
  "window-conflict": () =>
    "Monitors with an evaluation_window scheduling_option must have a current query period and vice versa.",
  "trigger-window": (finding) => {
    const { rule } = finding.facts ?? {};
    if (rule === "only-anomalies") return "threshold_windows is only used with anomalies monitors";
    return rule === "mismatch" ? "alert window query arg must match trigger window monitor option" : invalid(finding);
  },
  "service-check": (finding) => {
    const { rule } = finding.facts ?? {};
    if (rule === "grouping") return "A grouping must be specified for custom checks";
    return rule === "last"
      ? "Last field should be larger than or equal to max threshold defined in monitor options"
      : invalid(finding);
  },
  "burn-rate": (finding) => {
    const { rule, threshold, highest } = finding.facts ?? {};
    if (rule !== "range") return invalid(finding);
    return `Alert threshold (${float(threshold)}) must be in range 0 to ${float(highest)} for burn rate alerts (max threshold = 1/1-slo target).`;
  },
  "no-data-timeframe": (finding) => {
    const { rule } = finding.facts ?? {};
    if (rule === "log") return "The no_data_timeframe option is not allowed for log alert monitors";
    return rule === "retention" ? "no_data_timeframe must not exceed group retention" : invalid(finding);
  },
  "notify-by": (finding) =>
    finding.facts?.rule === "all"
      ? "The notify_by list may not include all of the query's group keys."
      : invalid(finding),
  composite: () => "Some monitor IDs are invalid",
};

/** The general form of a refusal; where there is no word of Datadog's for it, with our reason. */
function invalid({ path, check, message }: Finding): string {
  const known = check === "syntax" || check === "monitor-shape";
  return `The value provided for parameter '${path.join(".")}' is invalid${known ? "" : `: ${message}`}`;
}

/** What Datadog answers to a monitor with this finding. */
export function monitorWording(finding: Finding, body: JsonObject): string {
  return (monitorWordings[finding.check] ?? invalid)(finding, body);
}

/** What Datadog answers to a dashboard with this finding. */
export function dashboardWording(finding: Finding, body: JsonObject): string {
  const [section, place] = finding.path;
  if (section !== "widgets" || typeof place !== "number") return invalid({ ...finding, check: "dashboard" });
  if (finding.check === "dashboard-layout") return `Invalid widget at position ${place}. Error: ${finding.message}`;
  if (finding.check === "dashboard-shape") return widgetWording(finding, body);
  return `Invalid query in widget at position ${place}. Error: ${queryWording(finding, valueAt(body, finding.path))}`;
}

/** `… of type group. Error: Invalid inner widget definition at position 3 of type note. Error: …`. */
function widgetWording({ path, message }: Finding, body: JsonObject): string {
  const inner = path[2] === "definition" && path[3] === "widgets" && typeof path[4] === "number" ? path[4] : undefined;
  const type = (steps: Finding["path"]) => String(objectOf(objectOf(valueAt(body, steps)).definition).type);
  const own = `Invalid widget definition at position ${path[1]} of type ${type(path.slice(0, 2))}. Error: `;
  if (inner === undefined) return own + message;
  return `${own}Invalid inner widget definition at position ${inner} of type ${type(path.slice(0, 5))}. Error: ${message}`;
}

/** A query that cannot be read is quoted with the place, as Datadog's grammar reports it. */
function queryWording({ check, range, message }: Finding, query: Json | undefined): string {
  if (check === "mixed-scope") return "'AND' and 'OR' cannot be mixed with ','";
  if (check !== "syntax" || typeof query !== "string" || range === undefined) return message;
  const { line, column } = lineAndColumn(query, range.start);
  return `unable to parse ${query}: Rule 'scope_expr' didn't match at '${query.slice(range.start)}' (line ${line}, column ${column}).`;
}

function valueAt(body: JsonObject, path: Finding["path"]): Json | undefined {
  let value: Json | undefined = body;
  for (const step of path) value = typeof step === "number" ? listOf(value)[step] : objectOf(value)[step];
  return value;
}
