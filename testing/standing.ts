import { apiMonitorSchema, type MonitorDefinition } from "../datadog/definitions";
import { didYouMean } from "../datadog/findings";
import { loadTerraform, Org } from "../datadog/sandbox";
import { readTextFile } from "../datadog/source";

/** A monitor that is taken as it stands: what an environment adds is in it already. */
export interface StandingMonitor {
  readonly kind: "standing";
  /** Its id in its file, by which composites there name it. */
  readonly id: string;
  /** `datadog_monitor.slow-stage`. */
  readonly address: string;
  readonly definition: MonitorDefinition;
  /** The org that the file was loaded into, with whatever else it has. */
  readonly org: Org;
  /** Every monitor of the file, this one included. */
  readonly all: () => readonly StandingMonitor[];
}

/**
 * The monitors of a synthesized configuration, or of a plan or state as `terraform show -json` prints it, as the provider
 * would send them, with its defaults.
 * @throws TerraformProblem naming the resource that cannot be read
 */
export function terraformMonitors(json: unknown): readonly StandingMonitor[] {
  const org = new Org({ clock: () => 0 });
  const monitors: StandingMonitor[] = [];
  for (const { address, type, id } of loadTerraform(org, json).objects) {
    if (type !== "datadog_monitor" && type !== "datadog_monitor_json") continue;
    const definition = apiMonitorSchema.parse(org.monitors.get(Number(id)));
    monitors.push({ kind: "standing", id: String(id), address, definition, org, all: () => monitors });
  }
  return monitors;
}

/**
 * One monitor of such JSON.
 * @param source a path, the text, or the value
 * @param name the address (`datadog_monitor.slow-stage`), its last part, or the monitor's name; may be left out where
 *   there is one
 * @throws RangeError where there is no such monitor; it says which there are
 * @throws SourceError where the file cannot be read, or is not UTF-8 text
 */
export function terraformMonitor(source: unknown, name?: string): StandingMonitor {
  const monitors = terraformMonitors(typeof source === "string" ? JSON.parse(textOf(source)) : source);
  const names = monitors.map(({ address }) => address);
  if (name === undefined && monitors.length === 1) return monitors[0]!;
  if (name === undefined)
    throw new RangeError(`There are ${monitors.length} monitors: name one of ${names.join(", ")}.`);
  const found = monitors.find((monitor) => namesOf(monitor).includes(name));
  if (!found) throw new RangeError(`There is no monitor "${name}"${didYouMean(name, names)}.`);
  return found;
}

/** Every name by which it can be called. */
export function namesOf({ address, definition, id }: StandingMonitor): readonly string[] {
  return [address, address.slice(address.lastIndexOf(".") + 1), definition.name, id];
}

const textOf = (source: string) => (/^\s*[[{]/.test(source) ? source : readTextFile(source).text);
