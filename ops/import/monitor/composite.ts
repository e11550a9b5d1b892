import { type Code, call, local, object, value } from "../../../datadog/code";
import type { MonitorDefinition } from "../../../datadog/definitions";
import { type JsonObject, objectOf } from "../../../datadog/json";
import type { CompositeExpression, MonitorQuery } from "../../../datadog/query";
import type { CodeFile } from "../code-file";
import { gives, type MonitorCodeSettings, ofDefinitions } from "./context";
import { bagOf, commonFields, ignoreCode, propsOf } from "./fields";
import { parametersOf } from "./thresholds";

const MAKERS = { compositeAnd: "and", compositeOr: "or" } as const;

/** The monitors that it is composed of are given to it by value. */
export function compositeFile(
  monitor: MonitorDefinition,
  node: Extract<MonitorQuery, { kind: "composite" }>,
  settings: MonitorCodeSettings,
): CodeFile | undefined {
  const used = new Set<string>();
  const codeOf = (part: CompositeExpression): Code | undefined => {
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
