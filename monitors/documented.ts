import { keepNotes, type MonitorDefinition, type ThresholdSettings } from "../datadog/definitions";

/** Where thresholds come from: a page that anybody can read, or the reason for a choice of our own. */
export type ThresholdSource = { readonly page: string; readonly why?: string } | { readonly own: string };

/** What is known of a monitor beyond its JSON: what whoever is paged wants to know, and why it is as it is. */
export interface About {
  /** Whether every environment has it. One that is off comes with its group, or when an environment turns it on. @default true */
  readonly enabled?: boolean;
  /** 1 is the highest: 1 and 2 page somebody at night, 3 can wait for the morning, 4 and 5 for a quiet hour. */
  readonly priority: 1 | 2 | 3 | 4 | 5;
  /** Thresholds that hold unless an environment sets `critical`: then all of them are the environment's. @default none */
  readonly levels?: ThresholdSettings;
  /** Where the thresholds come from. */
  readonly source: ThresholdSource;
  /** What an alert means: the first thing that a notification says after its message. */
  readonly meaning: string;
  /** What to do first. */
  readonly steps: readonly [string, string, string];
  /** What happens without data, and why that is right. */
  readonly missingData: string;
  /** What looks like trouble and is none, and why the monitor says nothing then. */
  readonly trap: string;
  /** Whether it is only part of a composite monitor, and so notifies nobody itself. @default false */
  readonly isPart?: boolean;
  /** Whether missing data is what it alerts for: those who hear of alerts hear of it. @default false */
  readonly noDataAlerts?: boolean;
}

/** A maker of monitors, with what is known of them. */
export interface DocumentedMonitor<D extends MonitorDefinition = MonitorDefinition, M = never> {
  (settings?: ThresholdSettings, monitors?: M): D;
  readonly about: About;
}

/** The levels that a maker is given; a composite is given none. */
type Given<A extends About> = A extends { readonly levels: { readonly critical: number } }
  ? ThresholdSettings & { readonly critical: number }
  : ThresholdSettings;

/**
 * A monitor that ships with its documentation: thresholds and their source, what an alert means, the first three steps.
 * Environments, notifications, tests, and docs/monitors.md all take it from here.
 * @param make is given the environment's thresholds, or those of `about`; for a composite, also the other monitors by name
 */
export function documented<const A extends About, D extends MonitorDefinition, M = never>(
  about: A,
  make: (levels: Given<A>, monitors?: M) => D,
): DocumentedMonitor<D, M> {
  const made = (settings: ThresholdSettings = {}, monitors?: M): D => {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    const own = given.some(([name]) => name === "critical") ? {} : about.levels;
    const definition = make({ ...own, ...Object.fromEntries(given) } as Given<A>, monitors);
    // Whoever asked for it refuses what is not a definition, and names it.
    if (definition === undefined || definition instanceof Promise) return definition;
    return keepNotes({ ...definition, priority: about.priority }, definition);
  };
  return Object.assign(made, { about });
}

/** A message that says one thing while something is wrong, and another once it is over. */
export const message = (wrong: string, over: string) =>
  `{{^is_recovery}}\n${wrong}\n{{/is_recovery}}\n{{#is_recovery}}\n${over}\n{{/is_recovery}}`;
