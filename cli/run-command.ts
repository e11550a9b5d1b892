import { mistakeText } from "../stacks/mistake";
import { endAtClosedPipe } from "./closed-pipe";

/**
 * Runs a command: what it throws becomes one line on standard error (no stack trace), what it returns the exit code.
 * @param command what to run; its number is the exit code @default 0
 */
export async function runCommand(command: () => Promise<number | undefined> | number | undefined): Promise<void> {
  endAtClosedPipe();
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    console.error(mistakeText(error));
    process.exitCode = 1;
  }
}
