import { Command, CommanderError, InvalidArgumentError } from "commander";

/** A command line that cannot be carried out; the message is one line that says what would do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A script of package.json as a command: `npm run synth`, with what stands after `--`. */
export function npmCommand(script: string, description: string): Command {
  return new Command(`${script} --`)
    .description(description)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

/**
 * Reads the words after a command.
 * @returns false when they ask for help, which was printed
 * @throws UsageError for an option or a word that the command does not take
 */
export function parsed(command: Command, args: readonly string[]): boolean {
  try {
    command.parse(args, { from: "user" });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return false;
    const what = error.message
      .replace(/^error: /, "")
      .replace(/\s+/g, " ")
      .replace(/\.$/, "");
    throw new UsageError(`${what}; see ${command.name()} --help`);
  }
}

/**
 * Reads the words after a command that is about one environment.
 * @returns the environment's name: the word, else what `ENVIRONMENT` says; nothing where help was asked for, and printed
 */
export function environmentIn(
  command: Command,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): { readonly name: string | undefined } | undefined {
  command.argument("[environment]", "a file in environments/, without .yaml");
  if (!parsed(command, args)) return undefined;
  const [name] = command.processedArgs as [string | undefined];
  return { name: name ?? (env.ENVIRONMENT || undefined) };
}

/** Reads a port; 0 stands for any free one. */
export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("A port must be a whole number from 0 to 65535.");
  return port;
}
