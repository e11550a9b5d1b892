import { readFileSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import type { MonitorDefinition } from "../monitor/monitor";
import { fromYaml, type MonitorYamlOptions } from "./monitor";

/** A file of a monitor that cannot be read at all; the message names it. */
class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

/**
 * A monitor written in a YAML file, as {@link fromYaml} reads it.
 *
 * @param path of the file; messages show it from the working directory on
 * @throws UnreadableFileError when there is no such file
 * @throws YamlFileError with a line `file:line:column: what is wrong` for each mistake
 */
export function fromYamlFile(path: string, options: Omit<MonitorYamlOptions, "file"> = {}): MonitorDefinition {
  const inside = relative(process.cwd(), path);
  const file = inside.startsWith("..") || isAbsolute(inside) ? path : inside.replaceAll("\\", "/");
  return fromYaml(textOf(path, file), { ...options, file });
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };
    throw new UnreadableFileError(`${file}: ${why[code ?? ""] ?? `it cannot be read (${code})`}`);
  }
}
