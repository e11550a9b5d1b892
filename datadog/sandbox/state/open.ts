import { existsSync, realpathSync } from "node:fs";
import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Ids } from "../ids";
import { Org, type OrgSettings } from "../org";
import type { Change } from "./changes";
import { headerLine, readState, type StateText } from "./lines";
import { lockFile } from "./lock";
import { besideName, type KeptMaps, StateFile, syncFolder, writeWhole } from "./state-file";

/** An org that a file keeps. */
export interface KeptOrg {
  readonly org: Org;
  /** Whether there was nothing in the file. */
  readonly isNew: boolean;
  /** Bytes at the end of the file that were cut: a line that was not complete when the sandbox was killed. */
  readonly torn: number;
  /** Waits until every change so far is saved. @throws Error where the file cannot be written */
  readonly saved: () => Promise<void>;
  /** Whether the last attempt to save failed: nothing should change before another succeeds. */
  readonly hasFailed: () => boolean;
  /** Saves what is left, and frees the file. */
  readonly close: () => Promise<void>;
}

/**
 * Opens an org that is kept in a file: all objects with their ids, and the names, types, and units of metrics. Points, logs,
 * events, and spans are not kept. The file is made where it is missing.
 * @param report is given why the file can no longer be written, once @default standard error
 * @throws Error with one line for a file that is something else, is damaged, cannot be written, or is in use
 */
export async function openOrg(
  name: string,
  settings: Omit<OrgSettings, "ids"> = {},
  report: (message: string) => void = console.error,
): Promise<KeptOrg> {
  const path = existsSync(name) ? realpathSync(name) : resolve(name);
  const wrong = (error: unknown) => new Error(`${name}: ${whyUnusable(error)}`);
  const unlock = await lockFile(path).catch((error: unknown) => Promise.reject(wrong(error)));
  let handle: FileHandle | undefined;
  try {
    const file = await opened(path);
    const { text } = file;
    handle = file.handle;
    const org = new Org({ ...settings, ids: new Ids(text.seed) });
    const maps = keptMaps(org);
    for (const change of text.changes) apply(maps, change);
    const save = new StateFile(path, handle, text.size, text.seed, maps, (error) => report(wrong(error).message));
    return {
      org,
      isNew: text.changes.length === 0,
      torn: text.torn,
      saved: () => save.saved().catch((error: unknown) => Promise.reject(wrong(error))),
      hasFailed: () => save.hasFailed,
      close: () => save.close().finally(unlock),
    };
  } catch (error) {
    await handle?.close();
    await unlock();
    throw wrong(error);
  }
}

/** The file for writing, and what it says; without the line that was not complete. */
async function opened(path: string): Promise<{ handle: FileHandle; text: StateText }> {
  await rm(besideName(path), { force: true });
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });
  const text = readState(bytes);
  const handle = await open(path, text === undefined ? "w" : "r+", 0o600);
  try {
    if (text !== undefined) {
      if (text.torn > 0) await handle.truncate(text.size);
      return { handle, text };
    }
    const { seed = "" } = Ids.random();
    const header = Buffer.from(headerLine(seed));
    await writeWhole(handle, header, 0);
    await handle.sync();
    await syncFolder(dirname(path));
    return { handle, text: { seed, changes: [], size: header.length, torn: 0 } };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Everything that an org keeps. */
function keptMaps(org: Org): KeptMaps {
  return { ...org.kept(), ids: org.ids.counts as KeptMaps[string] };
}

function apply(maps: KeptMaps, { map, id, value }: Change): void {
  const kept = Object.hasOwn(maps, map) ? maps[map] : undefined;
  if (kept === undefined) {
    throw new Error(`it has objects that this version does not know (${map}). Start with another file`);
  }
  if (value === undefined) kept.delete(id);
  else kept.set(id, value);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  EISDIR: "it is a directory, not a file",
  ENOTDIR: "there is no such folder",
  EACCES: "you do not have permission to read and write it",
  EPERM: "you do not have permission to read and write it",
  EROFS: "it is on a file system that is read-only",
  ENOSPC: "there is no space left on the disk",
};

function whyUnusable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? `it cannot be used (${code})`);
}
