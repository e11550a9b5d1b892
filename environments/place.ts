import { SourceError } from "../datadog/source";
import type { YamlFile } from "../datadog/source/yaml";
import type { Environment } from "./schema";

const files = new WeakMap<Environment, YamlFile<unknown>>();

/** Remembers which file an environment was read from. */
export function rememberFile(environment: Environment, file: YamlFile<unknown>): void {
  files.set(environment, file);
}

/**
 * Runs what uses one setting of an environment, so that what is refused names the place of the setting.
 * @param path of the setting: `["monitors", "slowStage"]`
 * @throws SourceError with the file, line and column of the setting, one line for each that was thrown
 */
export function atSetting<T>(environment: Environment, path: readonly string[], use: () => T): T {
  try {
    return use();
  } catch (error) {
    const file = files.get(environment);
    if (!file || !(error instanceof Error) || error instanceof SourceError) throw error;
    throw new SourceError(error.message.split("\n").map((line) => file.problem(path, line)));
  }
}
