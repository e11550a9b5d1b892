/**
 * The environment that a command is about: its only word, else the variable `ENVIRONMENT`.
 * @param command what was run, such as `npm start`
 * @param args the words after it
 * @returns undefined where none is named
 * @throws Error with one line, for an option and for more than one word
 */
export function environmentArgument(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const [name, extra] = args;
  if (name?.startsWith("-")) {
    throw new Error(
      `${name} is no environment: ${command} takes the name of one, as ${command} -- demo, and no options`,
    );
  }
  if (extra !== undefined) throw new Error(`"${extra}" is one too many: ${command} takes the name of one environment`);
  return name ?? (env.ENVIRONMENT || undefined);
}
