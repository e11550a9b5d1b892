import type { MonitorDefinition } from "../../../datadog/definitions";
import { parseMonitorQuery } from "../../../datadog/query";
import type { CodeFile } from "../code-file";
import { canonical } from "../monitor-defaults";
import { compositeFile } from "./composite";
import { gives, type MonitorCodeSettings } from "./context";
import { logFile } from "./logs";
import { metricFile } from "./metric";
import { rawCode } from "./raw";

export { modulesWith } from "./context";
export { IGNORED } from "./fields";

/** The code of a monitor. */
export interface MonitorCode extends CodeFile {
  /** Whether the builder says the query; else it is text. */
  readonly isTyped: boolean;
}

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

/** The file by the maker of the monitor's type; nothing where there is none, or it does not give the monitor. */
function typedCode(monitor: MonitorDefinition, settings: MonitorCodeSettings): CodeFile | undefined {
  const result = parseMonitorQuery(monitor.query);
  if (!result.ok || (!settings.reformat && canonical(monitor.query) !== monitor.query)) return undefined;
  switch (result.node.kind) {
    case "composite":
      return compositeFile(monitor, result.node, settings);
    case "searchAlert":
      return logFile(monitor, result.node, settings);
    case "metricAlert":
    case "changeAlert":
      return metricFile(monitor, result.node, settings);
    default:
      return undefined;
  }
}
