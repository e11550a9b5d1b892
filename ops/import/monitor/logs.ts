import { call, list, local, object, value } from "../../../datadog/code";
import type { MonitorDefinition } from "../../../datadog/definitions";
import { type JsonObject, objectOf } from "../../../datadog/json";
import { type MonitorQuery, textsOf } from "../../../datadog/query";
import type { CodeFile } from "../code-file";
import { gives, type MonitorCodeSettings, ofDefinitions } from "./context";
import { bagOf, commonFields, descriptionOf, ignoreCode, propsOf } from "./fields";
import { localFields, parametersOf, thresholdsOf } from "./thresholds";

/** How many logs a search finds; nothing for what else a search can be about. */
export function logFile(
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
