import type { MonitorDefinition } from "../../../definitions";
import { type CompositeAlert, type CompositeExpression, walk } from "../../../query";
import { EVERYTHING, type Group } from "../../evaluate";
import { AlertingError } from "../error";
import { type GroupRecord, type Reading, type State, severity } from "../types";
import type { Now, Source } from "./source";

/** How often the composite itself is looked at. */
const WINDOW = 60;

/**
 * Monitors that are joined by `&&`, `||` and `!`. Groups are joined by the values of their tags, whatever the keys; only
 * those that all monitors have count.
 * @see https://docs.datadoghq.com/monitors/types/composite/
 */
export function compositeSource(
  query: CompositeAlert,
  definition: MonitorDefinition,
): Source & { readonly members: readonly string[] } {
  const members = membersOf(query.expression);
  if (members.length > 10)
    throw new AlertingError(`A composite monitor can have at most 10 monitors, but this one has ${members.length}.`);
  const notifiesNoData = definition.options?.notify_no_data ?? false;
  return {
    members,
    kind: { window: WINDOW, groupKeys: [], compares: false, missing: { kind: "keep" } },
    notes: [],
    read: (now) =>
      joined(members, now).flatMap(({ group, records }) => {
        const state = stateOf(query.expression, (id) => records.get(id)!.state!);
        const about = aboutMembers(members, records, now);
        return [{ group, state: state === "No Data" && !notifiesNoData ? ("keep" as const) : state, about }];
      }),
  };
}

/** The ids of a composite's monitors, in the order in which they are called a, b, c … */
function membersOf(expression: CompositeExpression): readonly string[] {
  const ids = new Set<string>();
  walk(expression, { monitorId: ({ id }) => void ids.add(id) });
  return [...ids];
}

/**
 * What a condition comes to: of `&&` the least severe state if both are alert-worthy, of `||` the most severe, of `!` OK
 * for what is alert-worthy but No Data. All states but OK are alert-worthy; Unknown counts as No Data.
 */
export function stateOf(expression: CompositeExpression, of: (id: string) => State): State {
  switch (expression.kind) {
    case "monitorId": {
      const state = of(expression.id);
      return state === "Unknown" ? "No Data" : state;
    }
    case "compositeNot": {
      const state = stateOf(expression.operand, of);
      if (state === "No Data") return state;
      return state === "OK" ? "Alert" : "OK";
    }
    case "compositeAnd":
    case "compositeOr": {
      const states = expression.operands.map((operand) => stateOf(operand, of));
      const sorted = states.sort((a, b) => severity(a) - severity(b));
      return (expression.kind === "compositeAnd" ? sorted[0] : sorted.at(-1))!;
    }
  }
}

interface Joined {
  readonly group: Group;
  readonly records: ReadonlyMap<string, GroupRecord>;
}

/** The groups that all members have, with the record of each member; none while a member was never evaluated. */
function joined(members: readonly string[], { state }: Now): readonly Joined[] {
  const records = members.map((id) =>
    [...(state.get(id)?.groups.values() ?? [])].filter((one) => one.state !== undefined),
  );
  if (records.some((one) => one.length === 0)) return [];
  const widest = records.reduce((most, one) => (keysOf(one) > keysOf(most) ? one : most));
  return widest.flatMap(({ group }) => {
    const own = records.map((all) => all.find((one) => isPartOf(one.group, group)));
    if (own.includes(undefined)) return [];
    return [{ group, records: new Map(members.map((id, index) => [id, own[index]!])) }];
  });
}

const keysOf = ([record]: readonly GroupRecord[]) => Object.keys(record?.group.tags ?? {}).length;

/** Whether all values of a group occur in another: `host:web04` in `device:sda,node:web04`; a simple alert is in all. */
function isPartOf(part: Group, whole: Group): boolean {
  if (part.key === EVERYTHING.key) return true;
  const values = Object.values(whole.tags);
  return Object.values(part.tags).every((value) => values.includes(value));
}

/** `a.value`, `a.status`, `a.log.message`. */
function aboutMembers(
  members: readonly string[],
  records: Joined["records"],
  { readings }: Now,
): NonNullable<Reading["about"]> {
  const labels = "abcdefghij";
  return Object.fromEntries(
    members.map((id, index) => {
      const record = records.get(id)!;
      const reading = readings.get(id)?.find(({ group }) => group.key === record.group.key);
      return [labels[index]!, { ...reading?.about, value: reading?.value, status: record.state }];
    }),
  );
}
