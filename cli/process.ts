// Loaded now, not when something goes wrong: from here on a closed pipe or a full disk ends in a line.
import "../stacks/mistake";
import { mistakeText } from "../stacks/mistake";
import { fitTo } from "./terminal";

/**
 * Runs a command of this project as the process: what it throws becomes text on standard error without a stack trace, and
 * exit code 1; what it returns is the exit code.
 * @param command is given the words after the command; returns the exit code @default 0
 */
export async function runCommand(
  command: (args: readonly string[]) => Promise<number | undefined> | number | undefined,
): Promise<void> {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(fitTo(process.stderr)(mistakeText(error)));
    process.exitCode = 1;
  }
}

/** npm runs scripts in the project's folder: go back to where the user is, whose files are named from there. */
export function goWhereNpmWasRun(): void {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  if (INIT_CWD && npm_lifecycle_event) process.chdir(INIT_CWD);
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Resolves at the first Ctrl-C or SIGTERM, from now on; nothing ends the process at once any more. npm passes on a Ctrl-C
 * that the terminal has already sent, so that it comes twice; one that comes a second later is meant, and ends the process.
 */
export function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = () => {
      first ??= performance.now();
      if (performance.now() - first > 1000) process.exit(130);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
