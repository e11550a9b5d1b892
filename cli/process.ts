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
  endAtClosedPipe();
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(fitTo(process.stderr)(mistakeText(error)));
    process.exitCode = 1;
  }
}

/**
 * Ends the process without a word when whoever reads what it prints, such as `head`, has enough; with a line where it
 * cannot be written for another reason, such as a full disk.
 */
export function endAtClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (stream !== process.stderr) console.error(`the output cannot be written: ${mistakeText(error)}`);
      process.exit(1);
    });
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
