import type { MonitorDefinition } from "../../../definitions";
import { callsOf, groupsOfCalls, type ServiceCheckAlert, textsOf } from "../../../query";
import type { Group } from "../../evaluate";
import { type CheckRun, type CheckStatus, EventStore } from "../../events";
import { compares } from "../decide";
import { EVERYTHING, type Reading, type State } from "../types";
import type { AlertingInputs, Now, Source } from "./source";

/** How far back runs are looked for: groups are forgotten after two days at the latest. */
const HISTORY = 3 * 86_400;
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
  const keys = groupsOfCalls(callsOf(query));
  const isCluster = calls.some(({ name }) => name === "pct_by_status");
  const minutes = definition.options?.no_data_timeframe;
  const notifies = definition.options?.notify_no_data ?? false;
  const after = notifies && minutes ? minutes * 60 : NO_DATA_AFTER;
  return {
    kind: {
      window: 60,
      groupKeys: keys,
      compares: false,
      missing: notifies ? { kind: "no data", after: 0 } : { kind: "keep" },
    },
    notes: [],
    read: ({ time, known }) => {
      const runs = events
        .runsBetween(query.check, time - HISTORY, time)
        .filter(
          ({ tags = [] }) => included.every((tag) => tags.includes(tag)) && !excluded.some((tag) => tags.includes(tag)),
        );
      return groupsOf(runs, keys)
        .filter(({ runs }) => runs.at(-1)!.time >= time - after)
        .map(({ group, runs }) =>
          isCluster ? clusterReading(group, runs, query, definition) : runReading(group, runs, definition, known),
        );
    },
  };
}

/** `*` is everything. */
const scopeOf = (tags: readonly string[]) => tags.filter((tag) => tag !== "*");

interface CheckGroup {
  readonly group: Group;
  readonly runs: readonly CheckRun[];
}

/** The runs by the values of some tags, or by all of their tags (`.by("*")`); a run without one of the tags is in none. */
function groupsOf(runs: readonly CheckRun[], keys: readonly string[]): readonly CheckGroup[] {
  const groups = new Map<string, { group: Group; runs: CheckRun[] }>();
  for (const run of runs) {
    const group = groupOf(run, keys);
    if (!group) continue;
    const known = groups.get(group.key);
    if (known) known.runs.push(run);
    else groups.set(group.key, { group, runs: [run] });
  }
  return [...groups.values()];
}

function groupOf({ tags = [] }: CheckRun, keys: readonly string[]): Group | undefined {
  if (keys.length === 0) return EVERYTHING;
  const names = keys.includes("*") ? [...new Set(tags.map((tag) => tag.split(":", 1)[0]!))].sort() : keys;
  const values = names.map(
    (name) => [name, tags.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1)] as const,
  );
  if (values.some(([, value]) => value === undefined)) return undefined;
  const key = values.map(([name, value]) => `${name}:${value}`).join(",");
  return { key: key || EVERYTHING.key, tags: Object.fromEntries(values) as Record<string, string> };
}

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
function runReading(
  group: Group,
  runs: readonly CheckRun[],
  { options }: MonitorDefinition,
  known: Now["known"],
): Reading {
  const last = runs.at(-1)!;
  const row = runs.length - 1 - runs.findLastIndex(({ status }) => status !== last.status);
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
  group: Group,
  runs: readonly CheckRun[],
  { comparison }: ServiceCheckAlert,
  { options }: MonitorDefinition,
): Reading {
  const members = new Map(runs.map((run) => [[...(run.tags ?? [])].sort().join(","), run.status]));
  const share = (status: CheckStatus) =>
    ([...members.values()].filter((one) => one === status).length / members.size) * 100;
  const { critical = comparison?.value, warning } = options?.thresholds ?? {};
  const isBeyond = (value: number, level: number | null | undefined) =>
    level !== null && level !== undefined && compares(value, comparison?.operator ?? ">", level);
  const [failing, warned] = [share("CRITICAL"), share("WARNING")];
  if (isBeyond(failing, critical)) return { group, state: "Alert", value: failing };
  return isBeyond(warned, warning) ? { group, state: "Warn", value: warned } : { group, state: "OK", value: failing };
}
