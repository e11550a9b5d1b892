import { type Code, call, local, object, value } from "../../../datadog/code";
import type { MonitorDefinition } from "../../../datadog/definitions";
import { isObject, type JsonObject, objectOf } from "../../../datadog/json";
import { type MonitorQuery, toCode } from "../../../datadog/query";
import type { CodeFile } from "../code-file";
import { gives, type MonitorCodeSettings, ofDefinitions } from "./context";
import { bagOf, commonFields, descriptionOf, ignoreCode, propsOf } from "./fields";
import { localFields, parametersOf, thresholdsOf } from "./thresholds";

/** A query over metrics, or a change of it, by the builder. */
export function metricFile(
  monitor: MonitorDefinition,
  node: Extract<MonitorQuery, { kind: "metricAlert" | "changeAlert" }>,
  settings: MonitorCodeSettings,
): CodeFile | undefined {
  const { metrics } = settings;
  metrics.note(node);
  const levels = thresholdsOf(monitor);
  const others = Object.keys(levels).filter((name) => name !== "critical");
  const spread = {
    kind: "object",
    entries: [...localFields(others), { spread: local("levels") }],
    isOpen: false,
  } as const;
  const condition = toCode(node, {
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
    description: descriptionOf(monitor, node),
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
