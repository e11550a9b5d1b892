import { readTextFile } from "../../source";
import type { MonitorDefinition } from "../monitor/schema";
import { fromYaml, type MonitorYamlOptions } from "./monitor";

/**
 * A monitor written in a YAML file, as {@link fromYaml} reads it.
 *
 * @param path of the file; messages show it from the working directory on
 * @throws SourceError when there is no such file, else with a line `file:line:column: what is wrong` for each mistake
 */
export function fromYamlFile(path: string, options: Omit<MonitorYamlOptions, "file"> = {}): MonitorDefinition {
  const { name, text } = readTextFile(path);
  return fromYaml(text, { ...options, file: name });
}
