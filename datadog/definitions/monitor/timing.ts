import { type Finding, finding } from "../../findings";
import { callsOf, type FunctionCall, textsOf, walk } from "../../query";
import { inQuery, type MonitorFacts, type MonitorRule, option, queryOf } from "./facts";
import type { MonitorOptions } from "./schema";

/** `current_1d` needs to know when the day begins, and only a current window asks. */
const evaluationWindow: MonitorRule = (facts) => {
  const query = queryOf(facts, "metricAlert", "changeAlert");
  const given = facts.options.scheduling_options?.evaluation_window;
  if (!query) return [];
  const isCurrent = query.window.form === "current";
  const isGiven = Object.values(given ?? {}).some((value) => value !== undefined && value !== null);
  if (isCurrent === isGiven) return isGiven ? startOfWindow(facts) : [];
  const { amount, unit } = query.window;
  const message = isCurrent
    ? `The window current_${amount}${unit} needs options.scheduling_options.evaluation_window, which says when it begins: { ${STARTS[unit]} }.`
    : `An evaluation window belongs to a query over a current period, such as sum(current_1d):…; this one looks at the last ${amount}${unit}.`;
  const place = isCurrent ? inQuery(query.window) : option("scheduling_options", "evaluation_window");
  return [finding("window-conflict", message, place)];
};

const STARTS: Readonly<Record<string, string>> = {
  h: "hour_starts: 0",
  d: 'day_starts: "00:00"',
  mo: 'day_starts: "00:00", month_starts: 1',
};

/** What an evaluation window says of its beginning. */
function startOfWindow({ options }: MonitorFacts): Finding[] {
  const {
    hour_starts: hour,
    day_starts: day,
    month_starts: month,
  } = options.scheduling_options?.evaluation_window ?? {};
  const place = (name: string) => option("scheduling_options", "evaluation_window", name);
  const findings: Finding[] = [];
  if (typeof hour === "number" && (hour < 0 || hour > 59)) {
    findings.push(
      finding("schedule", `hour_starts is ${hour}: it is a minute of the hour, 0 to 59.`, place("hour_starts")),
    );
  }
  if (typeof day === "string" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(day)) {
    const message = `day_starts is "${day}": it is a time of the day, such as "04:00".`;
    findings.push(finding("schedule", message, place("day_starts")));
  }
  if (typeof month === "number" && month !== 1) {
    const message = `month_starts is ${month}: Datadog lets a month begin on day 1 alone.`;
    findings.push(finding("schedule", message, place("month_starts")));
  }
  return findings;
}

/** @see https://docs.datadoghq.com/monitors/guide/custom_schedules/ */
const customSchedule: MonitorRule = ({ options }) => {
  const recurrences = options.scheduling_options?.custom_schedule?.recurrences;
  if (!recurrences) return [];
  const place = (...path: readonly (string | number)[]) =>
    option("scheduling_options", "custom_schedule", "recurrences", ...path);
  if (recurrences.length !== 1) {
    const message = `A custom schedule has one recurrence, and this has ${recurrences.length}.`;
    return [finding("schedule", message, place())];
  }
  const [{ rrule, start }] = recurrences as [(typeof recurrences)[number]];
  const findings: Finding[] = [];
  if (!/(^|;|:)FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(rrule)) {
    const message = `rrule is "${rrule}": it names a frequency, as in FREQ=DAILY;INTERVAL=1.`;
    findings.push(finding("schedule", message, place(0, "rrule")));
  }
  if (typeof start === "string" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(start)) {
    const message = `start is "${start}": it is a date and a time without a zone, such as 2026-01-31T08:00:00.`;
    findings.push(finding("schedule", message, place(0, "start")));
  }
  return findings;
};

/**
 * The windows of an anomaly monitor; its query names the first again.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/
 */
const thresholdWindows: MonitorRule = (facts) => {
  const windows = facts.options.threshold_windows;
  if (!windows || !facts.condition || Object.values(windows).every((value) => value == null)) return [];
  const node = facts.condition.node;
  const call = queryOf(facts, "metricAlert") && anomaliesIn(facts);
  const isAnomaly = call !== undefined || callsOf(node).some(({ name }) => name === "anomaly");
  if (!isAnomaly) {
    const message = "Threshold windows are for anomaly monitors, and this query calls no anomalies(): leave them out.";
    return [finding("trigger-window", message, { ...option("threshold_windows"), facts: { rule: "only-anomalies" } })];
  }
  const malformed = Object.entries(windows).find(([, value]) => value != null && !/^last_\d+(mo|[mhdw])$/.test(value));
  if (malformed) {
    const message = `${malformed[0]} is "${malformed[1]}": it is a window, such as last_15m.`;
    return [
      finding("trigger-window", message, { ...option("threshold_windows", malformed[0]), facts: { rule: "form" } }),
    ];
  }
  return call ? alertWindow(call, windows.trigger_window ?? undefined) : [];
};

function anomaliesIn({ condition }: MonitorFacts): FunctionCall | undefined {
  let found: FunctionCall | undefined;
  walk(condition!.node, {
    call: (node) => {
      if (node.name === "anomalies") found ??= node;
    },
  });
  return found;
}

function alertWindow(call: FunctionCall, trigger: string | undefined): Finding[] {
  const argument = call.args.find(({ name }) => name === "alert_window")?.value;
  const inside = argument?.kind === "string" || argument?.kind === "keyword" ? argument.value : undefined;
  if (inside === undefined || trigger === undefined || inside === trigger) return [];
  const message = `The trigger window is ${trigger}, and the query says alert_window='${inside}': write the same in both.`;
  return [
    finding("trigger-window", message, {
      ...option("threshold_windows", "trigger_window"),
      facts: { rule: "mismatch" },
    }),
  ];
}

/** Seconds, or hours, within bounds. */
interface Bounded {
  readonly option: keyof MonitorOptions & string;
  readonly check: "delay" | "timeout";
  readonly high?: number;
  readonly unit: string;
}

const BOUNDED: readonly Bounded[] = [
  { option: "evaluation_delay", check: "delay", high: 86_400, unit: "seconds" },
  { option: "new_group_delay", check: "delay", unit: "seconds" },
  { option: "new_host_delay", check: "delay", unit: "seconds" },
  { option: "timeout_h", check: "timeout", high: 24, unit: "hours" },
  { option: "min_failure_duration", check: "delay", high: 7200, unit: "seconds" },
];

const bounded: MonitorRule = ({ options }) =>
  BOUNDED.flatMap(({ option: name, check, high, unit }) => {
    const value = options[name];
    if (typeof value !== "number" || (value >= 0 && value <= (high ?? value))) return [];
    const range = high === undefined ? "0 or more" : `0 to ${high}`;
    const message = `${name} is ${value}: it is a number of ${unit}, ${range}.`;
    return [finding(check, message, option(name))];
  });

/** An SLO's burn rate is measured over two windows, and cannot be higher than if everything failed. */
const burnRate: MonitorRule = (facts) => {
  const query = queryOf(facts, "sloAlert");
  if (query?.measure !== "burn_rate") return [];
  const findings: Finding[] = [];
  const [long] = textsOf(query.calls, "long_window");
  const hours = long === undefined ? undefined : hoursOf(long);
  if (long !== undefined && (hours === undefined || hours < 1 || hours > 48)) {
    const message = `The long window is ${long}: it is 1h to 48h.`;
    const call = query.calls.find(({ name }) => name === "long_window")!;
    findings.push(finding("burn-rate", message, { ...inQuery(call), facts: { rule: "window" } }));
  }
  const target = facts.sloTarget?.(query.slo);
  const { value } = query.comparison;
  const highest = target === undefined ? undefined : Math.round((1 / (1 - target / 100)) * 1e6) / 1e6;
  if (highest !== undefined && (value < 0 || value > highest)) {
    const message = `A burn rate of ${value} is never reached: with a target of ${target} % it is at most ${highest}.`;
    findings.push(
      finding("burn-rate", message, {
        ...inQuery(query.comparison),
        facts: { rule: "range", threshold: value, highest },
      }),
    );
  }
  return findings;
};

function hoursOf(window: string): number | undefined {
  const [, amount, unit] = /^(\d{1,5})(m|h|d)$/.exec(window) ?? [];
  return amount === undefined ? undefined : (Number(amount) * { m: 1, h: 60, d: 1440 }[unit as "m" | "h" | "d"]) / 60;
}

export const TIMING_RULES: readonly MonitorRule[] = [
  evaluationWindow,
  customSchedule,
  thresholdWindows,
  bounded,
  burnRate,
];
