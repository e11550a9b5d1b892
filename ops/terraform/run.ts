import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Variables } from "./variables";

/** What a run of Terraform left. */
export interface TerraformRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The folder of the stack. */
  readonly cwd: string;
  /** Is given each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs Terraform to its end: `run(["plan", "-json"], { cwd })`. */
export type RunTerraform = (args: readonly string[], options: RunOptions) => Promise<TerraformRun>;

/** Ctrl-C, SIGTERM, or a terminal that was closed: what ran has ended in an orderly way, and nothing more is started. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("Interrupted.");
  }
}

/** What ends a command from outside. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The `terraform` of an environment's variables, or what `TERRAFORM_BINARY_NAME` names.
 *
 * Terraform runs in a process group of its own: a Ctrl-C of the terminal, which npm repeats, would reach it twice, and a
 * second interrupt makes it exit at once and leave its lock. It is sent a single one, and finishes what it has begun.
 */
export function terraformRunner(env: Variables): RunTerraform {
  const binary = env.TERRAFORM_BINARY_NAME || "terraform";
  return async (args, { cwd, onLine }) => {
    const options = { cwd, env: { ...env }, detached: process.platform !== "win32" };
    const child = spawn(binary, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let interrupted = false;
    const interrupt = () => {
      if (!interrupted) child.kill("SIGINT");
      interrupted = true;
    };
    for (const signal of SIGNALS) process.on(signal, interrupt);
    try {
      const run = await ended(child, onLine);
      if (interrupted) throw new Interrupted();
      return run;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new Error(`${binary} cannot be run: install Terraform 1.5 or newer and put it on the PATH`);
    } finally {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    }
  };
}

async function ended(child: ChildProcess, onLine: (line: string) => void = () => undefined): Promise<TerraformRun> {
  const lines: string[] = [];
  let stderr = "";
  const reader = createInterface({ input: child.stdout! });
  reader.on("line", (line) => {
    lines.push(line);
    onLine(line);
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const read = new Promise<void>((resolve) => reader.once("close", () => resolve()));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
  await read;
  return { code, stdout: lines.join("\n"), stderr };
}

/** @throws Error where there is no Terraform, or one that is older than what is used of it */
export async function refuseOldTerraform(run: RunTerraform): Promise<void> {
  const { stdout } = await run(["version", "-json"], { cwd: process.cwd() });
  const version = /"terraform_version": *"((\d+)\.(\d+)[^"]*)"/.exec(stdout);
  if (!version) return;
  const [major, minor] = [Number(version[2]), Number(version[3])];
  if (major > 1 || (major === 1 && minor >= 5)) return;
  throw new Error(`Terraform ${version[1]} is too old: install Terraform 1.5 or newer`);
}
