import { assertedHandles, keepNotes, type MonitorDefinition } from "../datadog/definitions";
import { inEnvironment } from "./environment-scope";

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
}

/**
 * A monitor as it is in one environment: `env:NAME` in every scope (unless `scope` is false), the environment's tags, the
 * prefix of its name, and after the message whom it tells and the runbook, each inside the block of a state.
 *
 * @throws DefinitionError when the message names somebody that the environment does not know
 */
export function withEnvironment<T extends MonitorDefinition>(definition: T, environment: EnvironmentDefaults): T {
  assertedHandles(definition, knownHandles(environment));
  const scoped = environment.scope ? inEnvironment(definition, environment.name) : definition;
  const own = {
    ...scoped,
    name: `${environment.namePrefix ?? ""}${definition.name}`,
    message: [definition.message.trimEnd(), ...stateBlocks(definition, environment)].join("\n\n"),
    tags: [...new Set([`env:${environment.name}`, ...(definition.tags ?? []), ...environment.tags])],
  };
  return keepNotes(own, definition);
}

/** Everybody that a message may name in an environment. */
export function knownHandles({ notify, handles = [] }: EnvironmentDefaults): readonly string[] {
  return [...new Set([...Object.values(notify).flatMap((told) => told ?? []), ...handles])];
}

/**
 * Who is told what: a block for each state that the monitor can have and somebody is to be told of. A handle outside all
 * blocks would be told of every change, recoveries and warnings included.
 */
function stateBlocks({ type, options }: MonitorDefinition, { notify, runbook }: EnvironmentDefaults): string[] {
  const warns = typeof options?.thresholds?.warning === "number" || type === "service check";
  const missing = options?.on_missing_data === "show_and_notify_no_data" || options?.notify_no_data === true;
  const { alert = [], warning = [], no_data: noData = [], recovery = alert } = notify;
  return [
    block("is_alert", alert, runbook),
    ...(warns ? [block("is_warning", warning, runbook)] : []),
    ...(missing ? [block("is_no_data", noData, runbook)] : []),
    block("is_alert_recovery", recovery),
    // An alert may end by way of a warning or of missing data; who was paged for it must hear that it is over.
    ...(warns ? [block("is_warning_recovery", [...warning, ...recovery])] : []),
    ...(missing ? [block("is_no_data_recovery", [...noData, ...recovery])] : []),
  ].filter((text) => text !== "");
}

/** Nothing where there is nobody to tell and nothing to link to. */
function block(state: string, handles: readonly string[], runbook?: string): string {
  const lines = [...(runbook === undefined ? [] : [`Runbook: ${runbook}`]), [...new Set(handles)].join(" ")];
  const said = lines.filter((line) => line !== "");
  return said.length === 0 ? "" : [`{{#${state}}}`, ...said, `{{/${state}}}`].join("\n");
}
