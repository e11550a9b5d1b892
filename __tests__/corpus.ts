import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = join(__dirname, "..", "..", "shared", "corpus");

/** A suite over the real queries, monitors and recordings beside the checkout; where they are missing it is skipped. */
export const describeCorpus: typeof describe = existsSync(folder)
  ? describe
  : (Object.assign(
      (name: string, body: () => void) => describe.skip(`${name} (skipped: no corpus at ${folder})`, body),
      {
        ...describe,
      },
    ) as typeof describe);

/** The path of a corpus file. */
export const corpusPath = (...names: string[]) => join(folder, ...names);

/** The lines of a corpus text file, without the empty last one; empty where the corpus is missing. */
export function corpusLines(name: string): string[] {
  if (!existsSync(folder)) return [];
  return readFileSync(corpusPath(name), "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** The objects of a corpus JSON-lines file, unzipped where its name ends in `.gz`. */
export function corpusObjects<T>(name: string): T[] {
  if (!existsSync(folder)) return [];
  const bytes = readFileSync(corpusPath(name));
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
