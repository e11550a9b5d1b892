import {
  type Code,
  call,
  exported,
  json,
  list,
  local,
  type Modules,
  object,
  resultOf,
  template,
  value,
} from "../../datadog/code";
import * as definitions from "../../datadog/definitions";
import {
  checkMonitor,
  conditionOf,
  type MonitorDefinition,
  ON_MISSING_DATA,
  THRESHOLD_NAMES,
} from "../../datadog/definitions";
import { isRefused } from "../../datadog/findings";
import { isObject, type JsonObject, objectOf } from "../../datadog/json";
import * as query from "../../datadog/query";
import {
  comparisonOf,
  explain,
  type MonitorQuery,
  parseMonitorQuery,
  QUERY_MODULE,
  textsOf,
  toCode,
} from "../../datadog/query";
import { type CodeFile, DEFINITIONS_MODULE } from "./code-file";
import type { MetricsInCode } from "./metrics-in-code";
import { canonical, sameMonitor } from "./monitor-defaults";

/** Where the code of a monitor goes, and what it may use. */
export interface MonitorCodeSettings {
  readonly path: string;
  readonly name: string;
  readonly metrics: MetricsInCode;
  /** Whether a query that the builder would space otherwise stays text. @default false */
  readonly exact?: boolean;
  /** The names in code of monitors by their ids, for composites. @default none */
  readonly monitors?: ReadonlyMap<string, string>;
}

/** The code of a monitor. */
export interface MonitorCode extends CodeFile {
  /** Whether the builder says the query; else it is text. */
  readonly isTyped: boolean;
}

const ofDefinitions = (name: keyof typeof definitions): Code => exported(DEFINITIONS_MODULE, name);

/**
 * The file of a monitor: the function that gives it, with its thresholds as settings.
 * @param monitor as `writtenMonitor` has it
 */
export function monitorCode(monitor: MonitorDefinition, settings: MonitorCodeSettings): MonitorCode {
  const typed = typedCode(monitor, settings);
  if (typed !== undefined) return { ...typed, isTyped: true };
  const raw = rawCode(monitor, settings);
  const whole = gives(raw, monitor, settings) ? raw : rawCode(monitor, settings, {});
  return { ...whole, isTyped: false };
}

/** The modules that the code of content uses. */
export function modulesWith(metrics: MetricsInCode): Modules {
  const known: Readonly<Record<string, object>> = { [QUERY_MODULE]: query, [DEFINITIONS_MODULE]: definitions };
  return (module) => (known[module] as Readonly<Record<string, unknown>>) ?? metrics.modules(module);
}

/** Whether the code gives the monitor. */
function gives(file: CodeFile, monitor: MonitorDefinition, { metrics, monitors, exact }: MonitorCodeSettings): boolean {
  const modules = modulesWith(metrics);
  const locals: Record<string, unknown> = { ...valuesOf(thresholdsOf(monitor)), levels: {}, ...othersOf(monitors) };
  try {
    for (const [name, code] of file.constants) locals[name] = resultOf(code, modules, locals);
    const made = resultOf(file.result, modules, locals) as MonitorDefinition;
    if (exact && made.query !== monitor.query && monitor.type !== "composite") return false;
    return sameMonitor(withIds(made, monitors), monitor);
  } catch (error) {
    // What a maker refuses is said in another way, or not at all.
    if (error instanceof Error) return false;
    throw error;
  }
}

// -------------------------------------------------------------------------------------------- thresholds

type Levels = Readonly<Record<string, number>>;

const SETTING_NAMES = Object.entries(THRESHOLD_NAMES);

/** The thresholds by the names of the settings; nothing of those that no setting has. */
function thresholdsOf({ options }: MonitorDefinition): Levels {
  const thresholds = objectOf(options?.thresholds as JsonObject | undefined);
  return Object.fromEntries(
    SETTING_NAMES.flatMap(([setting, name]) => {
      const level = thresholds[name];
      return typeof level === "number" ? [[setting, level]] : [];
    }),
  );
}

const valuesOf = (levels: Levels) => ({ ...levels });

/** `{ critical = 3, warning = 1, ...levels }: ThresholdSettings = {}` */
function parametersOf(levels: Levels, more: boolean, others: readonly string[] = []) {
  const names = Object.keys(levels);
  const written = [...names.map((name) => `${name} = ${levels[name]}`), ...(more ? ["...levels"] : [])];
  const settings = written.length === 0 ? "_: ThresholdSettings" : `{ ${written.join(", ")} }: ThresholdSettings`;
  if (others.length === 0)
    return written.length === 0 ? {} : { parameters: `${settings} = {}`, locals: [...names, "levels"] };
  const fields = others.map((name) => `${name}: MonitorDefinition`).join("; ");
  return {
    parameters: `${settings}, { ${others.join(", ")} }: { ${fields} }`,
    locals: [...names, ...others],
  };
}

const localFields = (names: readonly string[]) => names.map((name) => [name, local(name)] as const);

// ------------------------------------------------------------------------------------------------- typed

function typedCode(monitor: MonitorDefinition, settings: MonitorCodeSettings): CodeFile | undefined {
  const result = parseMonitorQuery(monitor.query);
  if (!result.ok || (settings.exact && canonical(monitor.query) !== monitor.query)) return undefined;
  if (result.node.kind === "composite") return compositeFile(monitor, result.node, settings);
  if (result.node.kind === "searchAlert") return logFile(monitor, result.node, settings);
  if (result.node.kind !== "metricAlert" && result.node.kind !== "changeAlert") return undefined;
  const { metrics } = settings;
  metrics.note(result.node);
  const levels = thresholdsOf(monitor);
  const others = Object.keys(levels).filter((name) => name !== "critical");
  const spread = {
    kind: "object",
    entries: [...localFields(others), { spread: local("levels") }],
    isOpen: false,
  } as const;
  const condition = toCode(result.node, {
    metric: metrics.codeOf,
    modules: metrics.modules,
    thresholds: { critical: local("critical"), levels: others.length === 0 ? local("levels") : spread },
    locals: { ...levels, levels: {} },
  });
  if (condition === undefined) return undefined;
  const { thresholds: _, threshold_windows: windows, ...options } = objectOf(monitor.options as JsonObject);
  const { props, rest } = propsOf(options);
  const both = windowsOf(windows);
  const fields: Record<string, Code | undefined> = {
    name: value(monitor.name),
    type: undefined,
    condition: local("condition"),
    message: value(monitor.message),
    ...commonFields(monitor),
    ...props,
    thresholdWindows: both,
    options: bagOf({ ...rest, ...(windows !== undefined && both === undefined ? { threshold_windows: windows } : {}) }),
    ignore: ignoreCode(monitor),
  };
  const file = (more: typeof fields): CodeFile => ({
    path: settings.path,
    name: settings.name,
    ...parametersOf(levels, true),
    types: ["ThresholdSettings"],
    description: descriptionOf(monitor, result.node),
    constants: [["condition", condition]],
    result: call(ofDefinitions("metricMonitor"), object({ ...fields, ...more }, true)),
  });
  const named = monitor.type === "metric alert" || monitor.type === "query alert" ? value(monitor.type) : undefined;
  return [file({}), ...(named ? [file({ type: named })] : [])].find((each) => gives(each, monitor, settings));
}

function windowsOf(windows: unknown): Code | undefined {
  if (!isObject(windows)) return undefined;
  const { trigger_window: trigger, recovery_window: recovery, ...others } = windows;
  if (typeof trigger !== "string" || typeof recovery !== "string" || Object.keys(others).length > 0) return undefined;
  return object({ trigger: value(trigger), recovery: value(recovery) });
}

/** Options that have a setting, and how a value that fits it is told. */
const OPTION_SETTINGS: Readonly<Record<string, readonly [setting: string, fits: (plain: unknown) => boolean]>> = {
  on_missing_data: ["onMissingData", (plain) => (ON_MISSING_DATA as readonly unknown[]).includes(plain)],
  require_full_window: ["requireFullWindow", (plain) => typeof plain === "boolean"],
  notify_no_data: ["notifyNoData", (plain) => typeof plain === "boolean"],
  no_data_timeframe: ["noDataTimeframe", Number.isFinite],
  evaluation_delay: ["evaluationDelay", Number.isFinite],
  new_group_delay: ["newGroupDelay", Number.isFinite],
  timeout_h: ["timeoutH", Number.isFinite],
  renotify_interval: ["renotifyInterval", Number.isFinite],
  renotify_occurrences: ["renotifyOccurrences", Number.isFinite],
  renotify_statuses: ["renotifyStatuses", Array.isArray],
  escalation_message: ["escalationMessage", (plain) => typeof plain === "string"],
  notify_audit: ["notifyAudit", (plain) => typeof plain === "boolean"],
  notify_by: ["notifyBy", Array.isArray],
  include_tags: ["includeTags", (plain) => typeof plain === "boolean"],
  notification_preset_name: ["notificationPresetName", (plain) => typeof plain === "string"],
  scheduling_options: ["schedulingOptions", isObject],
};

/** The settings that say the options, and the options that no setting says. */
function propsOf(options: JsonObject) {
  const props: Record<string, Code> = {};
  const rest: Record<string, unknown> = {};
  for (const [option, plain] of Object.entries(options)) {
    const [setting, fits] = (Object.hasOwn(OPTION_SETTINGS, option) ? OPTION_SETTINGS[option] : undefined) ?? [];
    if (option === "require_full_window" && plain === false) continue;
    if (setting !== undefined && fits?.(plain)) props[setting] = json(plain);
    else rest[option] = plain;
  }
  return { props, rest };
}

const bagOf = (rest: object) => (Object.keys(rest).length === 0 ? undefined : json(rest));

function commonFields({ tags, priority, restricted_roles: roles, draft_status: draft }: MonitorDefinition) {
  return {
    tags: tags?.length ? list(tags.map((tag) => value(tag))) : undefined,
    priority: priority ? value(priority) : undefined,
    restrictedRoles: roles?.length ? list(roles.map((role) => value(role))) : undefined,
    draftStatus: draft ? value(draft) : undefined,
  };
}

// -------------------------------------------------------------------------------------------------- logs

/** How many logs a search finds; nothing for what else a search can be about. */
function logFile(
  monitor: MonitorDefinition,
  node: Extract<MonitorQuery, { kind: "searchAlert" }>,
  settings: MonitorCodeSettings,
): CodeFile | undefined {
  const [, quoted] = /^logs\(("(?:[^"\\]|\\.)*")\)/.exec(monitor.query) ?? [];
  const search = quoted === undefined ? undefined : textIn(quoted);
  const [last = ""] = textsOf(node.calls, "last");
  const levels = thresholdsOf(monitor);
  if (monitor.type !== "log alert" || search === undefined || !/^\d+[mhd]$/.test(last) || !("critical" in levels)) {
    return undefined;
  }
  const by = textsOf(node.calls, "by");
  const {
    thresholds: _,
    require_full_window: full,
    evaluation_delay: delay,
    ...options
  } = objectOf(monitor.options as JsonObject);
  const { props, rest } = propsOf(options);
  const more = [
    ...(full === undefined ? [] : [["require_full_window", full]]),
    ...(delay === undefined ? [] : [["evaluation_delay", delay]]),
  ];
  const entries = [...localFields(Object.keys(levels)), { spread: local("levels") }];
  const fields = {
    name: value(monitor.name),
    search: value(search),
    by: by.length === 0 ? undefined : list(by.map((facet) => value(facet))),
    last: value(last),
    levels: { kind: "object", entries, isOpen: false } as const,
    message: value(monitor.message),
    ...commonFields(monitor),
    ...props,
    options: bagOf({ ...rest, ...Object.fromEntries(more) }),
    ignore: ignoreCode(monitor),
  };
  const file: CodeFile = {
    path: settings.path,
    name: settings.name,
    ...parametersOf(levels, true),
    types: ["ThresholdSettings"],
    description: descriptionOf(monitor, node),
    constants: [],
    result: call(ofDefinitions("logMonitor"), object(fields, true)),
  };
  return gives(file, monitor, settings) ? file : undefined;
}

/** The text that is quoted, as JSON quotes it. */
function textIn(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

// --------------------------------------------------------------------------------------------- composites

const MAKERS = { compositeAnd: "and", compositeOr: "or" } as const;

function compositeFile(
  monitor: MonitorDefinition,
  node: Extract<MonitorQuery, { kind: "composite" }>,
  settings: MonitorCodeSettings,
): CodeFile | undefined {
  const used = new Set<string>();
  const codeOf = (part: query.CompositeExpression): Code | undefined => {
    if (part.kind === "monitorId") {
      const name = settings.monitors?.get(part.id);
      if (name === undefined) return undefined;
      used.add(name);
      return local(name);
    }
    if (part.kind === "compositeNot") {
      const inner = codeOf(part.operand);
      return inner && call(ofDefinitions("not"), inner);
    }
    const parts = part.operands.map(codeOf);
    return parts.includes(undefined) ? undefined : call(ofDefinitions(MAKERS[part.kind]), ...(parts as Code[]));
  };
  const condition = codeOf(node.expression);
  if (condition === undefined) return undefined;
  const { thresholds: _, ...options } = objectOf(monitor.options as JsonObject);
  const { props, rest } = propsOf(options);
  const { onMissingData, requireFullWindow, evaluationDelay, newGroupDelay, schedulingOptions, ...taken } = props;
  if (onMissingData ?? requireFullWindow ?? evaluationDelay ?? newGroupDelay ?? schedulingOptions) return undefined;
  const fields = {
    name: value(monitor.name),
    condition,
    message: value(monitor.message),
    ...commonFields(monitor),
    ...taken,
    options: bagOf(rest),
    ignore: ignoreCode(monitor),
  };
  const file: CodeFile = {
    path: settings.path,
    name: settings.name,
    ...parametersOf({}, false, [...used]),
    types: ["MonitorDefinition", "ThresholdSettings"],
    description: "Alerts when the monitors that it is composed of do.",
    constants: [],
    result: call(ofDefinitions("compositeMonitor"), object(fields, true)),
  };
  return gives(file, monitor, settings) ? file : undefined;
}

/** Stand-ins for other monitors, by their names in code. */
const STAND_INS = new Map<string, MonitorDefinition>();

function othersOf(monitors: ReadonlyMap<string, string> = new Map()): Record<string, MonitorDefinition> {
  return Object.fromEntries([...monitors.values()].map((name) => [name, standIn(name)]));
}

function standIn(name: string): MonitorDefinition {
  const before = STAND_INS.get(name);
  if (before) return before;
  const made: MonitorDefinition = { name, type: "composite", query: "1", message: "" };
  STAND_INS.set(name, made);
  return made;
}

/** With ids in the place of links to stand-ins. */
function withIds(made: MonitorDefinition, monitors: ReadonlyMap<string, string> = new Map()): MonitorDefinition {
  const ids = new Map([...monitors].map(([id, name]) => [standIn(name) as object, id]));
  return { ...made, query: definitions.withLinks(made.query, (target) => ids.get(target) ?? "0") };
}

// --------------------------------------------------------------------------------------------------- raw

/** The monitor in the JSON of the API, its thresholds as settings where they can be. */
function rawCode(monitor: MonitorDefinition, settings: MonitorCodeSettings, levels = thresholdsOf(monitor)): CodeFile {
  const thresholds = objectOf(monitor.options?.thresholds as JsonObject | undefined);
  const entries = Object.entries(thresholds).map(([name, plain]) => {
    const [setting] = SETTING_NAMES.find(([, of]) => of === name) ?? [];
    return [name, setting !== undefined && setting in levels ? local(setting) : json(plain)] as const;
  });
  const text = "critical" in levels ? queryTemplate(monitor, levels.critical!) : undefined;
  const { options: _, query: _query, ...fields } = monitor as unknown as JsonObject;
  const options = Object.entries(objectOf(monitor.options as JsonObject)).map(([name, plain]) => {
    return [name, name === "thresholds" ? ({ kind: "object", entries, isOpen: false } as const) : json(plain)] as const;
  });
  const { name, type, message, ...others } = fields;
  const definition = object(
    {
      name: json(name),
      type: json(type),
      query: text ?? value(monitor.query),
      message: json(message),
      ...Object.fromEntries(Object.entries(others).map(([field, plain]) => [field, json(plain)])),
      ...(options.length > 0 ? { options: object(Object.fromEntries(options), true) } : {}),
    },
    true,
  );
  const ignore = ignoreCode(monitor);
  const result = parseMonitorQuery(monitor.query);
  const isSet = Object.keys(levels).length > 0;
  return {
    path: settings.path,
    name: settings.name,
    ...parametersOf(levels, false),
    types: isSet ? ["ThresholdSettings"] : [],
    description: descriptionOf(monitor, result.ok ? result.node : undefined),
    constants: [],
    result: call(ofDefinitions("rawMonitor"), definition, ...(ignore ? [object({ ignore })] : [])),
  };
}

/** The query with the critical threshold as a setting; nothing where its number is spelled otherwise. */
function queryTemplate(monitor: MonitorDefinition, critical: number): Code | undefined {
  const condition = conditionOf(monitor);
  const comparison = condition && comparisonOf(condition.node);
  if (comparison?.range === undefined || comparison.value !== critical) return undefined;
  const { query: text } = monitor;
  const { start, end } = comparison.range;
  const spelled = text.slice(start, end);
  const number = String(critical);
  if (!spelled.endsWith(number) || /[\d.eE+-]$/.test(spelled.slice(0, -number.length))) return undefined;
  return template(text.slice(0, start) + spelled.slice(0, -number.length), local("critical"), text.slice(end));
}

// -------------------------------------------------------------------------------------------- what is said

/** In words what the query does. */
function descriptionOf(monitor: MonitorDefinition, node: MonitorQuery | undefined): string {
  const [first = ""] = node === undefined || monitor.type === "synthetics alert" ? [] : explain(node).split("\n");
  return first === "" || first.endsWith(" where") || node?.kind === "raw" ? `The monitor "${monitor.name}".` : first;
}

/** What a definition is refused for stays as it was, and is said in code. */
function ignoreCode(monitor: MonitorDefinition): Code | undefined {
  const checks = [
    ...new Set(
      checkMonitor(monitor)
        .filter(isRefused)
        .map(({ check }) => check),
    ),
  ];
  if (checks.length === 0) return undefined;
  return list(checks.map((check) => object({ check: value(check), reason: value(IGNORED) })));
}

/** The reason for which a check is ignored that an object in Datadog does not pass. */
export const IGNORED = "imported as it was";
