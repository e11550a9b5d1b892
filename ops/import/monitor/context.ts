import { type Code, exported, type Modules, resultOf } from "../../../datadog/code";
import type { MonitorDefinition } from "../../../datadog/definitions";
import * as definitions from "../../../datadog/definitions";
import * as query from "../../../datadog/query";
import { QUERY_MODULE } from "../../../datadog/query";
import { type CodeFile, DEFINITIONS_MODULE } from "../code-file";
import type { MetricsInCode } from "../metrics-in-code";
import { sameMonitor } from "../monitor-defaults";
import { thresholdsOf } from "./thresholds";

/** Where the code of a monitor goes, and what it may use. */
export interface MonitorCodeSettings {
  readonly path: string;
  readonly name: string;
  readonly metrics: MetricsInCode;
  /** Whether queries become function calls even where that changes their spaces and parentheses. @default false */
  readonly reformat?: boolean;
  /** The names in code of monitors by their ids, for composites. @default none */
  readonly monitors?: ReadonlyMap<string, string>;
}

export const ofDefinitions = (name: keyof typeof definitions): Code => exported(DEFINITIONS_MODULE, name);

/** The modules that the code of content uses. */
export function modulesWith(metrics: MetricsInCode): Modules {
  const known: Readonly<Record<string, object>> = { [QUERY_MODULE]: query, [DEFINITIONS_MODULE]: definitions };
  return (module) => (known[module] as Readonly<Record<string, unknown>>) ?? metrics.modules(module);
}

/** Whether the code gives the monitor. */
export function gives(
  file: CodeFile,
  monitor: MonitorDefinition,
  { metrics, monitors, reformat }: MonitorCodeSettings,
): boolean {
  const modules = modulesWith(metrics);
  const locals: Record<string, unknown> = { ...thresholdsOf(monitor), levels: {}, ...othersOf(monitors) };
  try {
    for (const [name, code] of file.constants) locals[name] = resultOf(code, modules, locals);
    const made = resultOf(file.result, modules, locals) as MonitorDefinition;
    if (!reformat && made.query !== monitor.query && monitor.type !== "composite") return false;
    return sameMonitor(withIds(made, monitors), monitor);
  } catch (error) {
    // What a maker refuses is said in another way, or not at all.
    if (error instanceof Error) return false;
    throw error;
  }
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
