import { assertedHandles, keepNotes, type MonitorDefinition, type MonitorType } from "../datadog/definitions";
import { inEnvironment } from "./environment-scope";
import { type Guidance, guidanceText, showsValue } from "./guidance";

export type { Guidance };

/** What an environment adds to every monitor; see {@link withEnvironment}. */
export interface EnvironmentDefaults {
  /** Becomes the tag `env:NAME`. */
  readonly name: string;
  /** Whether every query is limited to this environment. */
  readonly scope: boolean;
  /** Tags in addition to `env:NAME`. */
  readonly tags: readonly string[];
  /** Prefix of the name. @default none */
  readonly namePrefix?: string;
  /** The handles to notify, by state. */
  readonly notify: {
    readonly alert?: readonly string[];
    readonly warning?: readonly string[];
    readonly no_data?: readonly string[];
    /** The handles to notify when an alert recovers. @default the same as `alert` */
    readonly recovery?: readonly string[];
  };
  /** Handles that a message may use, in addition to those in `notify`. @default none */
  readonly handles?: readonly string[];
  /** The page that notifications link to. @default none */
  readonly runbook?: string;
  /** The organization's Datadog site, for links to its pages. @default "datadoghq.com" */
  readonly site?: string;
  /** 1 is the highest. @default the monitor's own */
  readonly priority?: number;
  /** Minutes until a monitor notifies again while it alerts. @default the monitor's own, otherwise it does not */
  readonly renotify?: number;
  /** Seconds by which metric and log monitors wait for late data. @default the monitor's own, otherwise 0 */
  readonly evaluationDelay?: number;
}

/**
 * A monitor as it is in one environment: `env:NAME` in every scope (unless `scope` is false), the environment's tags, the
 * prefix of its name, and after the message what an alert means and what to do first, who is notified, and the runbook, each
 * inside the block of a state.
 *
 * @param guidance what is known of the monitor beyond its definition @default nothing
 * @throws DefinitionError when the message names somebody that the environment does not know
 */
export function withEnvironment<T extends MonitorDefinition>(
  definition: T,
  environment: EnvironmentDefaults,
  guidance?: Guidance,
): T {
  assertedHandles(definition, knownHandles(environment));
  const scoped = environment.scope ? inEnvironment(definition, environment.name) : definition;
  const { name, namePrefix = "", site = "datadoghq.com", priority } = environment;
  const parts = [
    definition.message.trimEnd(),
    ...(guidance === undefined || guidance.isPart ? [] : [guidanceText(guidance, { name, site })]),
    ...(guidance?.isPart ? [] : stateBlocks(definition, environment, guidance)),
  ];
  const own = {
    ...scoped,
    name: `${namePrefix}${definition.name}`,
    message: parts.join("\n\n"),
    tags: tagsIn(definition, environment),
    ...(priority === undefined ? {} : { priority }),
    ...optionsIn(scoped, environment, guidance),
  };
  return keepNotes(own, definition);
}

/** A monitor that stays what it is in one environment, with the environment's tags. */
export function withTags<T extends MonitorDefinition>(
  definition: T,
  environment: Pick<EnvironmentDefaults, "name" | "tags">,
): T {
  return keepNotes({ ...definition, tags: tagsIn(definition, environment) }, definition);
}

/** The tags of a definition in an environment: `env:NAME`, its own, and those of the environment. */
export function tagsIn(
  { tags: own }: { readonly tags?: readonly string[] | null },
  { name, tags }: Pick<EnvironmentDefaults, "name" | "tags">,
): string[] {
  return [...new Set([`env:${name}`, ...(own ?? []), ...tags])];
}

/** Types that can wait for late data. */
const DELAYED: readonly MonitorType[] = ["metric alert", "query alert", "log alert"];

/** The options, with those of the environment that the monitor can have. */
function optionsIn(
  { type, options }: MonitorDefinition,
  { renotify, evaluationDelay }: EnvironmentDefaults,
  guidance?: Guidance,
): Pick<MonitorDefinition, "options"> {
  const added = {
    ...(renotify === undefined || guidance?.isPart ? {} : { renotify_interval: renotify }),
    ...(evaluationDelay === undefined || !DELAYED.includes(type) ? {} : { evaluation_delay: evaluationDelay }),
  };
  return Object.keys(added).length === 0 ? {} : { options: { ...options, ...added } };
}

/** Everybody that a message may name in an environment. */
export function knownHandles({ notify, handles = [] }: EnvironmentDefaults): readonly string[] {
  return [...new Set([...Object.values(notify).flatMap((told) => told ?? []), ...handles])];
}

/**
 * Who is notified of what: a block for each state that the monitor can have and somebody is to be notified of. A handle
 * outside all blocks would be notified of every change, recoveries and warnings included.
 */
function stateBlocks(
  { type, message, options }: MonitorDefinition,
  { notify, runbook }: EnvironmentDefaults,
  guidance?: Guidance,
): string[] {
  const hasWarning = typeof options?.thresholds?.warning === "number";
  const warns = hasWarning || type === "service check";
  const missing = options?.on_missing_data === "show_and_notify_no_data" || options?.notify_no_data === true;
  const { alert = [], warning = [], recovery = alert } = notify;
  const noData = [...(notify.no_data ?? []), ...(guidance?.noDataAlerts ? alert : [])];
  // Where the message shows the value of alerts alone, a warning would say nothing.
  const value = hasWarning && type !== "service check" && !showsValue(message, "warning") ? [VALUE] : [];
  return [
    block("is_alert", alert, runbook),
    ...(warns ? [block("is_warning", warning, runbook, value)] : []),
    ...(missing ? [block("is_no_data", noData, runbook)] : []),
    block("is_alert_recovery", recovery),
    // An alert may end by way of a warning or of missing data; who was paged for it must hear that it is over.
    ...(warns ? [block("is_warning_recovery", [...warning, ...recovery])] : []),
    ...(missing ? [block("is_no_data_recovery", [...noData, ...recovery])] : []),
  ].filter((text) => text !== "");
}

const VALUE = "Value: {{value}} (warning threshold: {{warn_threshold}})";

/** Nothing where there is nobody to notify and nothing to say. */
function block(state: string, handles: readonly string[], runbook?: string, words: readonly string[] = []): string {
  const page = runbook === undefined ? [] : [`Runbook: ${runbook}`];
  const said = [...words, ...page, [...new Set(handles)].join(" ")].filter((line) => line !== "");
  return said.length === 0 ? "" : [`{{#${state}}}`, ...said, `{{/${state}}}`].join("\n");
}
