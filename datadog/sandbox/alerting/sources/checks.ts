import type { MonitorDefinition } from "../../../definitions";
import { callsOf, groupsOfCalls, type ServiceCheckAlert, textsOf } from "../../../query";
import { type CheckRun, type CheckStatus, EventStore } from "../../events";
import { compares } from "../decide";
import type { Reading, State } from "../types";
import { type CheckGroup, CheckRuns } from "./check-runs";
import type { AlertingInputs, Now, Source } from "./source";

/** Seconds after its last run in which a member of a cluster counts. */
const MEMBER_RETENTION = 3 * 86_400;
/** Seconds without a run after which a check has no data, unless the monitor says otherwise. */
const NO_DATA_AFTER = 24 * 3600;

/**
 * A service check: how often in a row a group's runs found the same status, or in which share of a cluster's members.
 * @see https://docs.datadoghq.com/monitors/types/service_check/
 */
export function checkSource(
  query: ServiceCheckAlert,
  definition: MonitorDefinition,
  { events = new EventStore() }: AlertingInputs,
): Source {
  const calls = callsOf(query);
  const included = scopeOf(textsOf(calls, "over"));
  const excluded = scopeOf(textsOf(calls, "exclude"));
  const keys = groupsOfCalls(calls);
  const isCluster = calls.some(({ name }) => name === "pct_by_status");
  const minutes = definition.options?.no_data_timeframe;
  const notifies = definition.options?.notify_no_data ?? false;
  const after = notifies && minutes ? minutes * 60 : NO_DATA_AFTER;
  const isIncluded = ({ tags = [] }: CheckRun) =>
    included.every((tag) => tags.includes(tag)) && !excluded.some((tag) => tags.includes(tag));
  const runs = new CheckRuns(events, query.check, isIncluded, keys);
  return {
    kind: {
      window: 60,
      groupKeys: keys,
      compares: false,
      missing: notifies ? { kind: "no data", after: 0 } : { kind: "keep" },
    },
    notes: [],
    read: ({ time, known }) =>
      runs
        .before(time)
        .filter(({ last }) => last.time >= time - after)
        .map((found) =>
          isCluster ? clusterReading(found, time, query, definition) : runReading(found, definition, known),
        ),
  };
}

/** `*` is everything. */
const scopeOf = (tags: readonly string[]) => tags.filter((tag) => tag !== "*");

/** Which option says how many runs in a row make a state. */
const THRESHOLDS: Readonly<
  Record<CheckStatus, { readonly option: "ok" | "warning" | "critical" | "unknown"; readonly state: State }>
> = {
  OK: { option: "ok", state: "OK" },
  WARNING: { option: "warning", state: "Warn" },
  CRITICAL: { option: "critical", state: "Alert" },
  UNKNOWN: { option: "unknown", state: "Unknown" },
};

/** How often in a row the last status was found; a state is reached once, by default, or as often as its threshold says. */
function runReading({ group, last, row }: CheckGroup, { options }: MonitorDefinition, known: Now["known"]): Reading {
  const { option, state } = THRESHOLDS[last.status];
  const needed = options?.thresholds?.[option] ?? 1;
  // a status that the monitor has no threshold for, beside others, does not count
  const isAsked = last.status === "OK" || last.status === "CRITICAL" || options?.thresholds?.[option] != null;
  const reached = isAsked && row >= needed;
  const begins = known.get(group.key)?.state === undefined ? "OK" : "keep";
  return {
    group,
    state: reached ? state : begins,
    value: row,
    ...(last.message === undefined ? {} : { values: { check_message: last.message } }),
  };
}

/** The share, in percent, of a cluster's members whose last run found a status. Members differ by their tags. */
function clusterReading(
  { group, members }: CheckGroup,
  time: number,
  { comparison }: ServiceCheckAlert,
  { options }: MonitorDefinition,
): Reading {
  const present = [...members.values()].filter((run) => run.time >= time - MEMBER_RETENTION);
  const share = (status: CheckStatus) => (present.filter((run) => run.status === status).length / present.length) * 100;
  const { critical = comparison?.value, warning } = options?.thresholds ?? {};
  const isBeyond = (value: number, level: number | null | undefined) =>
    level !== null && level !== undefined && compares(value, comparison?.operator ?? ">", level);
  const [failing, warned] = [share("CRITICAL"), share("WARNING")];
  if (isBeyond(failing, critical)) return { group, state: "Alert", value: failing };
  return isBeyond(warned, warning) ? { group, state: "Warn", value: warned } : { group, state: "OK", value: failing };
}
