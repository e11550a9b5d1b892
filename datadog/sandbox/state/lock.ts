import { open, readFile, rm } from "node:fs/promises";

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Keeps a second sandbox from using a file. A lock whose process has ended, however it did, counts for nothing.
 * @returns what removes the lock
 * @throws Error where another process, or this one, has the file open
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  if (held.has(lock)) throw new Error("another sandbox is using it");
  held.add(lock);
  try {
    await write(lock);
  } catch (error) {
    held.delete(lock);
    throw error;
  }
  return async () => {
    await rm(lock, { force: true });
    held.delete(lock);
  };
}

async function write(lock: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(lock, "wx", 0o600);
      await handle.write(String(process.pid));
      return await handle.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      await removeStale(lock);
    }
  }
  throw new Error("another sandbox is using it");
}

async function removeStale(lock: string): Promise<void> {
  const pid = Number(await readFile(lock, "utf8").catch(() => ""));
  // A process that was started after a restart of the machine, or in a container, may have the number of the one before.
  if (pid !== process.pid && isRunning(pid)) {
    throw new Error(`another sandbox is using it (process ${pid}). If that is not a sandbox, delete ${lock}`);
  }
  await rm(lock, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
