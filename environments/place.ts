import { SourceError } from "../datadog/source";
import type { YamlFile } from "../datadog/source/yaml";
import type { Environment } from "./schema";

const files = new WeakMap<Environment, YamlFile<unknown>>();

/** Remembers which file an environment was read from. */
export function rememberFile(environment: Environment, file: YamlFile<unknown>): void {
  files.set(environment, file);
}

/** The lines, from 1 on, in which an environment's settings stand; undefined for one that its file does not have. */
export function linesOf(environment: Environment): (path: readonly PropertyKey[]) => number | undefined {
  const file = files.get(environment);
  return (path) => (file?.has(path) ? file.problem(path, "").line : undefined);
}

/** What is wrong with one setting of an environment. */
export interface SettingMistake {
  /** Of the setting: `["monitors", "slowStage"]`. */
  readonly path: readonly string[];
  /** One sentence. */
  readonly message: string;
  /** Whether the key is meant, not its value. @default false */
  readonly atKey?: boolean;
}

/**
 * Mistakes in an environment's settings.
 * @returns a SourceError with file, line and column of each; an Error without places for an environment without a file
 */
export function settingError(environment: Environment, mistakes: readonly SettingMistake[]): Error {
  const file = files.get(environment);
  if (!file) return new Error(mistakes.map(({ message }) => message).join("\n"));
  return new SourceError(mistakes.map(({ path, message, atKey }) => file.problem(path, message, { atKey })));
}

/** Whether an error is one of the program's own: no setting is to blame for it. */
export const isCodeError = (error: unknown): boolean => error instanceof TypeError || error instanceof ReferenceError;

/**
 * Runs what uses one setting of an environment, so that what is refused names the place of the setting.
 * @param path of the setting: `["monitors", "slowStage"]`
 * @throws SourceError with the file, line and column of the setting, one line for each that was thrown; what was thrown
 * where the file does not have the setting
 */
export function atSetting<T>(environment: Environment, path: readonly string[], use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof SourceError || isCodeError(error)) throw error;
    if (!files.get(environment)?.has(path)) throw error;
    const lines = error.message.split("\n");
    throw settingError(
      environment,
      lines.map((message) => ({ path, message })),
    );
  }
}
