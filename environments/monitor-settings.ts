import type { Environment, GroupSettings, MonitorSettings } from "./schema";

/** An environment's settings for one monitor, and whether it has the monitor. */
export type ResolvedSettings = MonitorSettings & { readonly enabled: boolean };

/**
 * What an environment's file says of a monitor. A file that names a group turns on all its monitors, except those that it
 * turns off.
 * @param name `slowStage`, or with its group `postgresql.connections`
 * @param byDefault whether an environment has the monitor when its file says nothing
 */
export function monitorSettings({ monitors }: Environment, name: string, byDefault: boolean): ResolvedSettings {
  const [first, own] = name.split(".") as [string, string | undefined];
  if (own === undefined) return { enabled: byDefault, ...(monitors[first] as Partial<ResolvedSettings> | undefined) };
  const group = monitors[first] as GroupSettings | undefined;
  if (group === undefined) return { enabled: byDefault };
  const settings = group[own] as MonitorSettings | undefined;
  return { ...settings, enabled: group.enabled && (settings?.enabled ?? true) };
}

/** The group of a monitor: `postgresql` of `postgresql.connections`; nothing for a monitor without one. */
export function groupOf(name: string): string | undefined {
  const [group, own] = name.split(".");
  return own === undefined ? undefined : group;
}

/** Where a monitor's settings are in a file: `["monitors", "postgresql", "connections"]`. */
export const monitorPath = (name: string): readonly string[] => ["monitors", ...name.split(".")];
