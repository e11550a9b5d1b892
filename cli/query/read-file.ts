import { type InputFile, UsageError } from "./input";
import { jsonFile } from "./json-file";
import type { Contents } from "./subject";
import { type TextKind, textFile } from "./text-file";
import { yamlFile } from "./yaml-file";

/** How a file is read. */
export type FileFormat = "text" | "json" | "yaml";

const BY_ENDING: Readonly<Record<string, FileFormat>> = {
  txt: "text",
  json: "json",
  jsonl: "json",
  ndjson: "json",
  yaml: "yaml",
  yml: "yaml",
};

/** By the ending of the name; any other file, and standard input, by how it begins. */
export function formatOf({ name, text }: InputFile): FileFormat {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  const known = ending === undefined ? undefined : BY_ENDING[ending];
  if (known) return known;
  if (/^\s*[[{]/.test(text)) return "json";
  return /^(- )?(monitors|name|type|query|message|title|options):(\s|$)/m.test(text) ? "yaml" : "text";
}

/**
 * What a file holds.
 * @throws UsageError when it cannot be read as its format
 */
export function contentsOf(file: InputFile, as?: TextKind): Contents {
  const format = formatOf(file);
  if (as !== undefined && format !== "text") {
    throw new UsageError(
      `${file.name}: --as is for text files of one query a line, and this is ${format.toUpperCase()}`,
    );
  }
  if (format === "json") return jsonFile(file.name, file.text);
  return format === "yaml" ? yamlFile(file.name, file.text) : textFile(file.text, as);
}
