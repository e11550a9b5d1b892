import { type CheckFacts, type CheckId, type Finding, type FindingOf, lineAndColumn } from "../../findings";
import { type Json, type JsonObject, listOf, objectOf } from "../../json";

/** What Datadog answers for a finding of a check; nothing where its words are not known. */
type Wording<Check extends CheckId> = (finding: FindingOf<Check>) => string | undefined;

/** By check: one that was renamed, or whose facts changed, does not compile. */
type Wordings = { readonly [Check in CheckId]?: Wording<Check> };

/** By rule of a check; nothing where the words are not known. */
type ByRule<Check extends keyof CheckFacts> = CheckFacts[Check] extends { readonly rule: infer Rule extends string }
  ? Readonly<Record<Rule, string | undefined>>
  : never;

/** A number as Datadog's errors write it: `90.0`. */
const float = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

const TRIGGER_WINDOW: ByRule<"trigger-window"> = {
  "only-anomalies": "threshold_windows is only used with anomalies monitors",
  mismatch: "alert window query arg must match trigger window monitor option",
  form: undefined,
};

const SERVICE_CHECK: ByRule<"service-check"> = {
  grouping: "A grouping must be specified for custom checks",
  last: "Last field should be larger than or equal to max threshold defined in monitor options",
  runs: undefined,
};

const NO_DATA_TIMEFRAME: ByRule<"no-data-timeframe"> = {
  log: "The no_data_timeframe option is not allowed for log alert monitors",
  retention: "no_data_timeframe must not exceed group retention",
  negative: undefined,
};

const NOTIFY_BY: ByRule<"notify-by"> = {
  all: "The notify_by list may not include all of the query's group keys.",
  star: undefined,
  unknown: undefined,
};

const MONITOR: Wordings = {
  "mixed-scope": () => "Error parsing query: 'AND' and 'OR' cannot be mixed with ','",
  "monitor-shape": ({ path }) =>
    path[1] === "thresholds" && path.length > 2 ? "Non-numeric threshold value." : undefined,
  "monitor-type": () => "The value provided for parameter 'type' is invalid",
  "threshold-mismatch": ({ facts: { critical, queryThreshold } }) =>
    `Alert threshold (${float(critical)}) does not match that used in the query (${float(queryThreshold)}).`,
  "threshold-missing": () => "Alert status is required.",
  "threshold-order": ({ facts: { warning, critical, comparator } }) => {
    const side = comparator.startsWith("<") ? "greater" : "less";
    return `Warning threshold (${float(warning)}) must be ${side} than the alert threshold (${float(critical)}) with ${comparator} comparison.`;
  },
  "threshold-side": ({ facts }) => {
    const state = facts.status === "warning" ? "warning" : "alert";
    return `${state} and ${state} recovery criteria are such that the monitor can be simultaneously in ${state} and ${state} recovery states`;
  },
  "threshold-status": ({ facts }) => `Invalid threshold statuses found: ${facts.statuses.join(", ")}.`,
  "window-conflict": () =>
    "Monitors with an evaluation_window scheduling_option must have a current query period and vice versa.",
  "trigger-window": ({ facts }) => TRIGGER_WINDOW[facts.rule],
  "service-check": ({ facts }) => SERVICE_CHECK[facts.rule],
  "burn-rate": ({ facts }) =>
    facts.rule === "range"
      ? `Alert threshold (${float(facts.threshold)}) must be in range 0 to ${float(facts.highest)} for burn rate alerts (max threshold = 1/1-slo target).`
      : undefined,
  "no-data-timeframe": ({ facts }) => NO_DATA_TIMEFRAME[facts.rule],
  "notify-by": ({ facts }) => NOTIFY_BY[facts.rule],
  composite: () => "Some monitor IDs are invalid",
};

function worded(wordings: Wordings, finding: Finding): string | undefined {
  return (wordings[finding.check] as Wording<CheckId> | undefined)?.(finding);
}

/** The general form of a refusal, with our reason where Datadog's own words are not known. */
function invalid({ path, check, message }: Finding): string {
  const known = check === "syntax" || check === "monitor-shape";
  return `The value provided for parameter '${path.join(".")}' is invalid${known ? "" : `: ${message}`}`;
}

/** What Datadog answers to a monitor with this finding. */
export function monitorWording(finding: Finding): string {
  return worded(MONITOR, finding) ?? invalid(finding);
}

/** What Datadog answers to a dashboard with this finding. */
export function dashboardWording(finding: Finding, body: JsonObject): string {
  const [section, place] = finding.path;
  if (section !== "widgets" || typeof place !== "number") {
    return `The value provided for parameter '${finding.path.join(".")}' is invalid: ${finding.message}`;
  }
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
