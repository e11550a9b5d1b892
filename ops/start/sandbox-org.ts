import type { Org } from "../../datadog/sandbox";
import type { ApiSettings } from "../../datadog/sandbox/api/server";
import { openOrg } from "../../datadog/sandbox/state";
import { counted } from "../words";
import { loadedOrg, loadFiles } from "./loaded-org";

/** An org to serve. */
export interface SandboxOrg extends Pick<ApiSettings, "saving"> {
  readonly org: Org;
  /** Saves what is left, and frees the file. */
  readonly close: () => Promise<void>;
}

/**
 * An org in memory, or one that a file keeps. A file that keeps objects already is not loaded into a second time.
 * @param files Terraform JSON to begin with
 * @param print is given how much was loaded, what was not, and what was found in the file
 * @throws Error with one line for a file that cannot be used
 */
export async function sandboxOrg(
  state: string | undefined,
  files: readonly string[],
  print: (line: string) => void,
): Promise<SandboxOrg> {
  if (state === undefined) return { org: loadedOrg(files, print), close: async () => undefined };
  const { org, isNew, torn, saved, hasFailed, close } = await openOrg(state);
  try {
    if (torn > 0) print(`${state}: cut the last ${counted(torn, "byte")}: a change that was not complete`);
    if (isNew) loadFiles(org, files, print);
    else print(`${state}: ${counted(objectsIn(org), "object")}${files.length > 0 ? "; nothing else was loaded" : ""}`);
    await saved();
    return { org, saving: { saved, hasFailed }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function objectsIn(org: Org): number {
  const { metrics: _, ...objects } = org.kept();
  return Object.values(objects).reduce((count, map) => count + map.size, 0);
}
