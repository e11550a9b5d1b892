import { resolve } from "node:path";
import { PROJECT } from "../../constructs/place-in-code";
import { environmentNames, loadEnvironment } from "../../stacks/environments";
import { importObjects } from "./import";
import { importLines } from "./report";

/** The options of `npm run import`. */
export interface ImportOptions {
  readonly tag: readonly string[];
  readonly file: readonly string[];
  readonly environment?: string;
  readonly reformat: boolean;
  readonly together: boolean;
}

/**
 * Brings objects into this project and says what was done.
 * @returns the exit code: 1 where nothing was imported
 * @throws ImportError, SourceError: one line that says what to do
 */
export async function runImport(
  words: readonly string[],
  { tag, file, environment, reformat, together }: ImportOptions,
  print: (line: string) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  // npm runs scripts in the project's folder; files are named from where the user is.
  const from = env.npm_lifecycle_event && env.INIT_CWD ? env.INIT_CWD : process.cwd();
  const names = environmentNames();
  const chosen = environment || (names.length === 1 ? names[0] : undefined);
  const request = {
    words,
    tags: tag,
    files: file.map((path) => resolve(from, path)),
    environment: chosen === undefined ? undefined : loadEnvironment(chosen),
    reformat,
    together,
  };
  const result = await importObjects(request, { folder: PROJECT, env });
  for (const line of importLines(result, chosen)) print(line);
  return result.imported.length > 0 ? 0 : 1;
}
