import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/*
 * The temp folder of one run of jest: whatever the tests and the processes that they start put into the system's temp folder
 * falls into a folder of the run's own, which is removed at its end. Several runs at once do not see each other's.
 */

/** What `os.tmpdir()` asks: POSIX, Windows. */
const VARIABLES = ["TMPDIR", "TEMP", "TMP"];

/** What is left by others, and cannot be told to remove it: cdktf's `Testing.app()` and `Testing.synth()`. */
const LEFT_BY_OTHERS = [/^cdktf\.outdir\./];

const run = Symbol.for("the temp folder of the run");
interface Run {
  readonly folder: string;
  /** The variables as they were before. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Makes the folder; what is started from here on inherits it. The name is short: sockets with long paths fail. */
export function useTempFolder(): void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "tests-"));
  const variables = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  Reflect.set(globalThis, run, { folder, variables } satisfies Run);
  for (const name of VARIABLES) process.env[name] = folder;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
}

/**
 * Removes the folder. Jest asks twice where `--bail` ends a run: the second time there is nothing to do.
 * @throws Error that names what a test, or a command that it ran, should have removed itself
 */
export function removeTempFolder(): void {
  const left = remove();
  if (left.length > 0) throw new Error(`The tests left files in the temp folder: ${left.join(", ")}.`);
}

/** An interrupted run leaves nothing either. */
function stop(signal: NodeJS.Signals): void {
  remove();
  process.kill(process.pid, signal);
}

/** Removes the folder that this run made, and no other; returns what was in it. */
function remove(): string[] {
  const made = Reflect.get(globalThis, run) as Run | undefined;
  if (made === undefined) return [];
  Reflect.deleteProperty(globalThis, run);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  for (const [name, value] of Object.entries(made.variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  const left = readdirSync(made.folder).filter((name) => !LEFT_BY_OTHERS.some((pattern) => pattern.test(name)));
  // what was just stopped may still write
  rmSync(made.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  return left;
}
