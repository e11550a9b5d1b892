import { type Code, call, json, local, object, template, value } from "../../../datadog/code";
import { conditionOf, type MonitorDefinition } from "../../../datadog/definitions";
import { type JsonObject, objectOf } from "../../../datadog/json";
import { comparisonOf, parseMonitorQuery } from "../../../datadog/query";
import type { CodeFile } from "../code-file";
import { type MonitorCodeSettings, ofDefinitions } from "./context";
import { descriptionOf, ignoreCode } from "./fields";
import { parametersOf, SETTING_NAMES, thresholdsOf } from "./thresholds";

/** The monitor in the JSON of the API, its thresholds as settings where they can be. */
export function rawCode(
  monitor: MonitorDefinition,
  settings: MonitorCodeSettings,
  levels = thresholdsOf(monitor),
): CodeFile {
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
