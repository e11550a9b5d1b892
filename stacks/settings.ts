import { isDeepStrictEqual } from "node:util";
import { type MonitorDefinition, THRESHOLD_NAMES, type ThresholdSettings } from "../datadog/definitions";

type SettingName = keyof ThresholdSettings;
type Maker = (settings: ThresholdSettings) => MonitorDefinition;

/** Every setting that a maker may be given. */
export const SETTINGS = Object.keys(THRESHOLD_NAMES) as readonly SettingName[];

/** A monitor made with some settings, and those of them that have no effect on it. */
export interface MadeMonitor {
  readonly definition: MonitorDefinition;
  readonly unused: readonly SettingName[];
}

/**
 * Makes a monitor, and finds the settings that have no effect: those that its maker never reads, and those that it reads
 * and drops. The latter are found by making it with other values of the setting, which changes nothing.
 * @throws what the maker throws
 */
export function madeWith(make: Maker, settings: ThresholdSettings): MadeMonitor {
  const read = new Set<PropertyKey>();
  const observed = new Proxy(settings, {
    get: (target, key) => {
      read.add(key);
      return Reflect.get(target, key);
    },
  });
  const definition = make(observed);
  const given = SETTINGS.filter((name) => settings[name] !== undefined);
  return { definition, unused: given.filter((name) => !read.has(name) || !reaches(name, make, settings, definition)) };
}

/** Whether a setting shows in what is made of it. */
function reaches(name: SettingName, make: Maker, settings: ThresholdSettings, made: MonitorDefinition): boolean {
  const value = settings[name]!;
  if (made.options?.thresholds?.[THRESHOLD_NAMES[name]] === value) return true;
  return [value + 1, value - 1, value * 2 + 10, value / 2 - 10].some((other) => {
    try {
      return !isDeepStrictEqual(make({ ...settings, [name]: other }), made);
    } catch {
      return true; // A value that is refused was used.
    }
  });
}
