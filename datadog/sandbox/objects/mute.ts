import { isObject, type Json, type JsonObject, objectOf } from "../../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";

/** Which groups of a monitor are muted, and until when. */
export interface Muting {
  /** Tags with commas: `role:db,env:prod`. @default all groups */
  readonly scope?: string;
  /** UNIX seconds. @default no end */
  readonly end?: number;
}

/**
 * Mutes a monitor, or the groups of a scope: it is noted in the monitor's `options.silenced`.
 * @see https://docs.datadoghq.com/api/latest/monitors/#mute-a-monitor
 */
export function muteMonitor(org: Org, id: number, { scope = "*", end }: Muting): void {
  silence(org, id, { ...silencedOf(org, id), [scope]: end ?? null });
}

/** Ends the muting of a scope, or of all scopes; one that is not muted is left alone. @param scope @default all groups */
export function unmuteMonitor(org: Org, id: number, scope = "*", allScopes = false): void {
  const kept = Object.entries(silencedOf(org, id)).filter(([name]) => !allScopes && name !== scope);
  silence(org, id, Object.fromEntries(kept));
}

/** The time until which to mute, as clients send it: a number, or its digits. */
export function endOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const end = typeof value === "string" ? Number(value) : value;
  if (typeof end === "number" && Number.isInteger(end)) return end;
  throw badRequest("The value provided for parameter 'end' is invalid: it must be a POSIX timestamp in seconds");
}

function silencedOf(org: Org, id: number): JsonObject {
  const { silenced } = objectOf(org.monitors.read(id).definition.options);
  return isObject(silenced) ? silenced : {};
}

function silence(org: Org, id: number, silenced: JsonObject): void {
  const { definition } = org.monitors.read(id);
  org.monitors.set(id, { definition: { ...definition, options: { ...objectOf(definition.options), silenced } } });
}
