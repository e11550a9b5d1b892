import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Json } from "../../json";
import type { KeptMap } from "../kept-map";
import { type Change, PendingChanges } from "./changes";
import { changesLine, headerLine } from "./lines";

/** What an org keeps, by the names of its properties. */
export type KeptMaps = Readonly<Record<string, KeptMap<string | number, unknown>>>;

/** Bytes that a file may grow to before it is written as a whole again, however little is in it. */
const LEAST = 1024 * 1024;

/** How much of a file may be outdated. */
const GROWTH = 4;

/** Objects in a line of a file that is written as a whole. */
const TOGETHER = 500;

/**
 * Saves the changes of an org's maps to a file. A group of changes is appended as one line, and is saved once the disk has
 * it; what changes while a line is being written goes into the next one. A file that is mostly outdated is written again
 * beside itself, and takes its own place when it is complete, so that there is a readable file at every moment.
 */
export class StateFile {
  private pending = new PendingChanges();
  private queued: Promise<void> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private isScheduled = false;
  private failure: unknown;
  private compactAt: number;

  /**
   * @param size bytes of the complete lines
   * @param report is given why the file can no longer be written, once
   */
  constructor(
    private readonly path: string,
    private handle: FileHandle,
    private size: number,
    private readonly seed: string,
    private readonly maps: KeptMaps,
    private readonly report: (error: unknown) => void,
  ) {
    this.compactAt = Math.max(LEAST, size * GROWTH);
    for (const [map, kept] of Object.entries(maps)) {
      kept.watch((id, value) => {
        this.pending.add(value === undefined ? { map, id } : { map, id, value: value as Json });
        this.schedule();
      });
    }
  }

  /** Whether the last attempt to save failed: nothing should change before another succeeds. */
  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /**
   * Waits until every change so far is saved.
   * @throws Error where the file cannot be written; the changes are kept, and tried again with the next ones
   */
  saved(): Promise<void> {
    if (this.pending.isEmpty) return this.queued ?? this.writing;
    this.queued ??= this.writeNext();
    return this.queued;
  }

  /** Saves what is left, and closes the file. */
  async close(): Promise<void> {
    for (const kept of Object.values(this.maps)) kept.watch(undefined);
    try {
      await this.saved();
    } finally {
      await this.handle.close();
    }
  }

  /** Saves soon what changes without anybody waiting: a metric that came in over UDP. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      // it was reported
      this.saved().catch(() => undefined);
    });
  }

  private async writeNext(): Promise<void> {
    await this.writing.catch(() => undefined);
    const changes = this.pending;
    this.pending = new PendingChanges();
    this.queued = undefined;
    this.writing = this.write(changes);
    await this.writing;
  }

  private async write(changes: PendingChanges): Promise<void> {
    try {
      if (this.failure !== undefined) await this.handle.truncate(this.size);
      if (this.size < this.compactAt || !(await this.compact())) await this.append(changesLine(changes.list()));
      this.failure = undefined;
    } catch (error) {
      if (this.failure === undefined) this.report(error);
      this.failure = error;
      const since = this.pending.list();
      this.pending = changes;
      for (const change of since) this.pending.add(change);
      throw error;
    }
  }

  private async append(line: string): Promise<void> {
    const bytes = Buffer.from(line);
    await writeWhole(this.handle, bytes, this.size);
    await this.handle.datasync();
    this.size += bytes.length;
  }

  /** Writes what there is now, in place of all that it once was. @returns false where there is no room for it */
  private async compact(): Promise<boolean> {
    const bytes = Buffer.from([headerLine(this.seed), ...this.allLines()].join(""));
    const beside = besideName(this.path);
    let handle: FileHandle | undefined;
    try {
      handle = await open(beside, "w", 0o600);
      await writeWhole(handle, bytes, 0);
      await handle.sync();
      await rename(beside, this.path);
    } catch {
      await handle?.close();
      await rm(beside, { force: true }).catch(() => undefined);
      // it is tried again when there is more to gain
      this.compactAt = this.size * 2;
      return false;
    }
    await syncFolder(dirname(this.path));
    await this.handle.close();
    this.handle = handle;
    this.size = bytes.length;
    this.compactAt = Math.max(LEAST, bytes.length * GROWTH);
    return true;
  }

  private allLines(): string[] {
    const all = Object.entries(this.maps).flatMap(([map, kept]) =>
      [...kept].map(([id, value]): Change => ({ map, id, value: value as Json })),
    );
    const lines: string[] = [];
    for (let from = 0; from < all.length; from += TOGETHER) lines.push(changesLine(all.slice(from, from + TOGETHER)));
    return lines;
  }
}

/** The file that is being written to take the place of another. */
export const besideName = (path: string) => `${path}.new`;

/** Writes all bytes at a place of the file: one call may write fewer. */
export async function writeWhole(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** Makes the names in a folder durable; Windows cannot, and need not. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
