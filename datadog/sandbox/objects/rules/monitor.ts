import { declared, KINDS, MONITOR_TYPES } from "../../../definitions";
import type { CheckFacts, CheckId, Finding, FindingOf } from "../../../findings";
import { isObject, type JsonObject, objectOf, without } from "../../../json";
import { badRequest, notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.monitor;

export const monitorRules: Rules<number> = {
  kind,
  missing: () => notFound("Monitor not found"),
  meaning: (body) => declared(kind.given, body),
  screen,
  checked,
  takes: isTaken,
  worded: (finding) => {
    const words = worded(MONITOR, finding);
    const plain = finding.check === "syntax" || finding.check === "monitor-shape";
    return words ?? (plain ? `The value provided for parameter '${finding.path.join(".")}' is invalid` : undefined);
  },
};

/** Types whose query need not compare with a number. */
const WITHOUT_OPERATOR = ["composite", "service check", "synthetics alert"];

function screen({ type, query }: JsonObject): void {
  if (typeof type !== "string" || !(MONITOR_TYPES as readonly string[]).includes(type)) throw invalid("type");
  if (typeof query !== "string" || query.trim() === "") throw invalid("query");
  if (!WITHOUT_OPERATOR.includes(type) && !/(<=?|>=?|==|!=)\s*([-\d.]|threshold\b)/.test(query)) {
    throw badRequest("The value provided for parameter 'query' is invalid: invalid operator specified: ");
  }
}

const invalid = (parameter: string) => badRequest(`The value provided for parameter '${parameter}' is invalid`);

/**
 * What a body means: a message or name may be left out, a priority of 0 is none, and a timeframe without data means
 * something only where its notification is on (the Terraform provider validates monitors of any type with 10 minutes).
 */
function checked(body: JsonObject): JsonObject {
  const { priority, name, message } = body;
  const options = objectOf(body.options);
  const notified = options.notify_no_data === true ? options : without(options, "no_data_timeframe");
  return {
    ...body,
    name: name ?? "",
    message: message ?? "",
    priority: priority === 0 ? null : priority,
    ...(isObject(body.options) ? { options: notified } : {}),
  };
}

/** Recorded as taken: the queries of a formula have forms of their own for some kinds of data. */
function isTaken({ check, path }: Finding): boolean {
  return check === "monitor-shape" && path[0] === "options" && path[1] === "variables";
}

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
  both: undefined,
  query: undefined,
  recovery:
    "alert and alert recovery criteria are such that the monitor can be simultaneously in alert and alert recovery states",
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
    facts.rule === "range" && facts.highest !== undefined
      ? `Alert threshold (${float(facts.threshold)}) must be in range 0 to ${float(facts.highest)} for burn rate alerts (max threshold = 1/1-slo target).`
      : undefined,
  "no-data-timeframe": ({ facts }) => NO_DATA_TIMEFRAME[facts.rule],
  "notify-by": ({ facts }) => NOTIFY_BY[facts.rule],
  composite: () => "Some monitor IDs are invalid",
};

function worded(wordings: Wordings, finding: Finding): string | undefined {
  return (wordings[finding.check] as Wording<CheckId> | undefined)?.(finding);
}
