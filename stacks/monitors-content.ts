import { isDeepStrictEqual } from "node:util";
import { type Guidance, withEnvironment, withTags } from "../constructs/defaults";
import { keepNotes, type MonitorDefinition, type ThresholdSettings } from "../datadog/definitions";
import { didYouMean } from "../datadog/findings";
import { groupOf, monitorPath, monitorSettings, type ResolvedSettings } from "../environments/monitor-settings";
import { atSetting, isCodeError, settingError } from "../environments/place";
import type { Environment } from "../environments/schema";
import { components } from "../metrics/components";
import type { About } from "../monitors/documented";
import { type Listed, listed, makeOf, type Row, refuseSameTitle } from "./listed";
import { madeWith, SETTINGS } from "./settings";

type Made = Readonly<Record<string, MonitorDefinition>>;
type Maker = ((settings: ThresholdSettings, monitors: Made) => MonitorDefinition) & { readonly about?: About };

/**
 * The monitors that an environment has, each made once, with the thresholds and everything else that the environment adds.
 * @param rows the list in monitors/
 * @param options `all`: as if the environment had every monitor
 * @throws SourceError at the setting that a monitor refuses or does not use; DefinitionError for a monitor that is wrong
 * by itself
 */
export function monitorsIn(
  environment: Environment,
  rows: readonly Row<(settings: ThresholdSettings, monitors: never) => MonitorDefinition>[],
  { all = false }: { readonly all?: boolean } = {},
): Listed<MonitorDefinition>[] {
  const makers = listed("monitors/index.ts", rows as readonly Row<Maker>[]);
  const settings = (name: string, { about }: Maker) => {
    const own = monitorSettings(environment, name, about?.enabled ?? true);
    return all ? { ...own, enabled: true } : own;
  };
  const making = new Making(environment, makers, settings);
  const made = makers
    .filter(({ name, definition }) => settings(name, definition).enabled)
    .map((line) => ({ ...line, definition: making.made(line.name) }));
  refuseSameTitle("monitors", made, ({ name }) => name);
  return made;
}

/** Every monitor in monitors/ by name, and whether an environment has it. */
export function monitorStates(
  environment: Environment,
  rows: readonly Row<(settings: ThresholdSettings, monitors: never) => MonitorDefinition>[],
): readonly { readonly name: string; readonly enabled: boolean }[] {
  return (rows as readonly Row<Maker>[]).map(([name, { about }]) => ({
    name,
    enabled: monitorSettings(environment, name, about?.enabled ?? true).enabled,
  }));
}

/** What an environment may set for one monitor, besides thresholds. */
type OwnSettings = Partial<Pick<ResolvedSettings, (typeof SETTINGS_OF_ENVIRONMENT)[number]>>;
const SETTINGS_OF_ENVIRONMENT = ["runbook", "priority", "renotify", "evaluationDelay"] as const;

/** Values that nobody sets: a monitor that is the same with them does not use the setting. */
const OTHERS = { runbook: "https://example.com/other", priority: 99, renotify: 99_999, evaluationDelay: 99_999 };

/** Monitors by name, each made when it is first asked for: a composite asks for the monitors that it is made of. */
class Making {
  private readonly finished = new Map<string, MonitorDefinition>();
  private readonly begun: string[] = [];

  constructor(
    private readonly environment: Environment,
    private readonly makers: readonly Listed<Maker>[],
    /** What the environment says of a monitor. */
    private readonly settings: (name: string, maker: Maker) => ResolvedSettings,
  ) {}

  made(name: string): MonitorDefinition {
    const before = this.finished.get(name);
    if (before) return before;
    if (this.begun.includes(name)) {
      const circle = [...this.begun.slice(this.begun.indexOf(name)), name];
      throw new Error(`monitors/index.ts: monitors refer to each other in a circle: ${circle.join(" → ")}`);
    }
    this.begun.push(name);
    try {
      const definition = this.make(name);
      this.finished.set(name, definition);
      return definition;
    } finally {
      this.begun.pop();
    }
  }

  private make(name: string): MonitorDefinition {
    const { environment } = this;
    const maker = this.maker(name);
    const {
      enabled: _,
      runbook,
      priority,
      renotify,
      evaluationDelay,
      asWritten,
      ...thresholds
    } = this.settings(name, maker);
    const others = this.others(name);
    const bound = (settings: ThresholdSettings) => makeOf("monitors/index.ts", name, () => maker(settings, others));
    const { definition, unused } = this.blamed(name, thresholds, bound);
    if (unused.length > 0) {
      const mistakes = unused.map((setting) => ({
        path: [...monitorPath(name), setting],
        message: `monitors.${name}.${setting} has no effect: ${noEffect(definition)}`,
        atKey: true,
      }));
      throw settingError(environment, mistakes);
    }
    const own = written({ runbook, priority, renotify, evaluationDelay });
    const finished = (settings: OwnSettings) =>
      asWritten
        ? withTags(tagged(name, definition), environment)
        : withEnvironment(tagged(name, definition), { ...environment, ...settings }, guidanceOf(name, maker));
    const shipped = atSetting(environment, monitorPath(name), () => finished(own));
    const lost = SETTINGS_OF_ENVIRONMENT.filter(
      (setting) =>
        own[setting] !== undefined && isDeepStrictEqual(finished({ ...own, [setting]: OTHERS[setting] }), shipped),
    );
    if (lost.length > 0) {
      const why = asWritten
        ? "it stays as it is written (asWritten). Remove one of the two."
        : maker.about?.isPart
          ? "it is only part of a composite monitor, and notifies nobody. Remove it here."
          : `monitors of type "${definition.type}" do not have it. Remove it here.`;
      throw settingError(
        environment,
        lost.map((setting) => ({
          path: [...monitorPath(name), setting],
          message: `monitors.${name}.${setting} has no effect on monitor "${definition.name}": ${why}`,
          atKey: true,
        })),
      );
    }
    return shipped;
  }

  private maker(name: string): Maker {
    return this.makers.find((each) => each.name === name)!.definition;
  }

  /** What is wrong without any setting is no setting's fault. */
  private blamed(
    name: string,
    thresholds: ThresholdSettings,
    make: (settings: ThresholdSettings) => MonitorDefinition,
  ) {
    try {
      return madeWith(make, thresholds);
    } catch (error) {
      if (
        !(error instanceof Error) ||
        isCodeError(error) ||
        SETTINGS.every((setting) => thresholds[setting] === undefined)
      )
        throw error;
      make({});
      const path = monitorPath(name);
      throw settingError(
        this.environment,
        sentencesOf(error).map((message) => ({ path, message })),
      );
    }
  }

  private others(name: string): Made {
    return new Proxy<Record<string, MonitorDefinition>>(
      {},
      {
        get: (_, other) => {
          if (typeof other !== "string") return undefined;
          const known = this.makers.map((each) => each.name);
          if (!known.includes(other)) {
            throw new Error(`monitor "${name}" refers to the unknown monitor "${other}"${didYouMean(other, known)}`);
          }
          if (this.settings(other, this.maker(other)).enabled) return this.made(other);
          const path = [...monitorPath(other), "enabled"];
          const message = `monitors.${other} is turned off, but monitor "${name}" is composed of it: turn off both or neither`;
          throw settingError(this.environment, [{ path, message, atKey: true }]);
        },
      },
    );
  }
}

/** A monitor of a component, with a tag by which it is found: `component:postgresql`. */
function tagged(name: string, definition: MonitorDefinition): MonitorDefinition {
  const component = groupOf(name);
  if (component === undefined) return definition;
  return keepNotes({ ...definition, tags: [...(definition.tags ?? []), `component:${component}`] }, definition);
}

/** What notifications say beyond the message, and the component that they link to. */
function guidanceOf(name: string, { about }: Maker): Guidance | undefined {
  if (about === undefined) return undefined;
  const [group] = name.split(".");
  const service = Object.entries(components).find(([component]) => component === group)?.[1].service;
  return { ...about, service };
}

/** Without the settings that have no value. */
function written<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Why a setting shows nowhere in a monitor, and what to do. */
function noEffect({ name, type }: MonitorDefinition): string {
  const what = `monitor "${name}"`;
  return type === "composite"
    ? `${what} is a composite monitor, which has no thresholds. Set the thresholds of the monitors that it is composed of.`
    : `${what} does not use it. Use it in monitors/, as in .above(critical, levels) or fromYamlFile(path, { thresholds }), or remove it here.`;
}

/** What an error says, without the places in a YAML file of monitors/: the setting's place is the one to look at. */
function sentencesOf(error: Error): string[] {
  const { problems } = error as { problems?: readonly { readonly line?: number; readonly message: string }[] };
  const inFile = problems?.every(({ line }) => line !== undefined);
  return inFile ? problems!.map(({ message }) => message) : error.message.split("\n");
}
