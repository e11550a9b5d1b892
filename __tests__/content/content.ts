import { readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The files that declare what is watched: paths from the root, by name. */
export function contentFiles(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name))
      .sort(),
  );
}

/** The absolute path of one of them. */
export const contentPath = (file: string) => join(root, file);

/** What the files of a folder declare, by `file export`: every export that is a definition or a function that gives one. */
export function definitionsOf(folder: string): readonly (readonly [string, object])[] {
  return contentFiles(folder).flatMap((file) => {
    const exported = require(contentPath(file)) as Readonly<Record<string, unknown>>;
    return Object.entries(exported).flatMap(([name, value]) => {
      const definition = made(value);
      return isDefinition(definition) ? [[`${file} ${name}`, definition] as const] : [];
    });
  });
}

/** A file's helpers want arguments; what declares something can do without. */
const made = (value: unknown): unknown =>
  typeof value === "function" && value.length === 0 ? (value as () => unknown)() : value;

/** Monitors have a query, dashboards have widgets. */
const isDefinition = (value: unknown): value is object =>
  typeof value === "object" && value !== null && ("query" in value || "widgets" in value);

/** Every text in a value, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
