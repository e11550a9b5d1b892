import type { Org } from "../../datadog/sandbox";
import { Faults } from "../../datadog/sandbox/api/faults";
import type { ApiSettings } from "../../datadog/sandbox/api/server";
import { openOrg } from "../../datadog/sandbox/state";
import { counted } from "../words";
import { loadedOrg, loadFiles } from "./loaded-org";

export interface SandboxSettings {
  /** The file that keeps the org. @default it is in memory */
  readonly state?: string;
  /** Terraform JSON to begin with. */
  readonly load: readonly string[];
  /** What goes wrong on demand: `POST /api/v1/monitor 500 every 3`. */
  readonly fault: readonly string[];
  /** Whether a line is printed for each request. @default false */
  readonly log?: boolean;
}

/** An org to serve. */
export interface SandboxOrg extends ApiSettings {
  readonly org: Org;
  /** Saves what is left, and frees the file. */
  readonly close: () => Promise<void>;
}

/**
 * An org in memory, or one that a file keeps. A file that keeps objects already is not loaded into a second time.
 * @param print is given how much was loaded, what was not, and what was found in the file
 * @throws Error with one line for a file that cannot be used
 */
export async function sandboxOrg(
  { state, load, fault, log = false }: SandboxSettings,
  print: (line: string) => void,
): Promise<SandboxOrg> {
  const api = { faults: new Faults(fault), requests: log ? print : undefined };
  if (state === undefined) return { ...api, org: loadedOrg(load, print), close: async () => undefined };
  const { org, isNew, torn, saved, hasFailed, close } = await openOrg(state);
  try {
    if (torn > 0) print(`${state}: cut the last ${counted(torn, "byte")}: a change that was not complete`);
    if (isNew) loadFiles(org, load, print);
    else print(`${state}: ${counted(objectsIn(org), "object")}${load.length > 0 ? "; nothing else was loaded" : ""}`);
    await saved();
    return { ...api, org, saving: { saved, hasFailed }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function objectsIn(org: Org): number {
  const { metrics: _, ...objects } = org.kept();
  return Object.values(objects).reduce((count, map) => count + map.size, 0);
}
