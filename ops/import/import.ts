import { join } from "node:path";
import { kindOfId } from "../../environments/imports";
import type { Environment } from "../../environments/schema";
import { chosenOf } from "./chosen";
import { codeOf, type Imported } from "./code";
import { differencesOf } from "./compare";
import { addressed, DatadogApi } from "./datadog-api";
import { Existing } from "./existing";
import { type Found, ImportError, type LeftOut } from "./found";
import { grouped } from "./grouped";
import { MetricsInCode } from "./metrics-in-code";
import { readExport } from "./read-export";
import { writeFiles } from "./written-files";

/** What is brought into code. */
export interface ImportRequest {
  /** Ids, pages of Datadog, and names. */
  readonly words: readonly string[];
  /** Files with exports. */
  readonly files: readonly string[];
  /** Tags of monitors. */
  readonly tags: readonly string[];
  /** The environment whose objects these are. @default none: Terraform will create others */
  readonly environment?: Environment;
  /**
   * Whether queries become function calls even where that changes their spaces and parentheses, and requests of
   * dashboards with `q` become queries and formulas.
   * @default spaces and parentheses alone, for objects that Terraform does not take over
   */
  readonly reformat?: boolean;
  /** Whether monitors that differ in a few values become one function with settings. @default false */
  readonly together?: boolean;
}

/** Where an import reads and writes. */
export interface Surroundings {
  /** The project. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ImportResult {
  readonly imported: readonly Imported[];
  readonly leftOut: readonly LeftOut[];
  /** The files that were written, by their paths in the project. */
  readonly written: readonly string[];
  /** What somebody has to do by hand. */
  readonly byHand: readonly string[];
}

/**
 * Brings monitors and dashboards into code: writes a file for each, declares the metrics that code lacks, lists them, and
 * has Terraform take them over.
 * @throws ImportError where nothing is named, cannot be read, or is not what it should be; SourceError for a file
 */
export async function importObjects(request: ImportRequest, { folder, env }: Surroundings): Promise<ImportResult> {
  const { found, leftOut } = await read(request, env);
  const existing = new Existing(folder, request.environment);
  const metrics = new MetricsInCode(folder);
  const chosen = chosenOf(found, existing, request.environment);
  const ready = chosen.ready.map((each) => ({ ...each, ...existing.claim(each.found.kind, each.title) }));
  const monitors = new Map(
    ready.flatMap(({ found: { kind, id }, name }) => (kind === "monitor" && id ? [[id, name] as const] : [])),
  );
  for (const [name, id] of Object.entries(request.environment?.imports ?? {}))
    if (kindOfId(id) === "monitor") monitors.set(id, name);
  const isTakenOver = ({ id }: Found) => id !== undefined && request.environment !== undefined;
  const imported = ready.map((each) =>
    codeOf(each, {
      metrics,
      monitors,
      reformat: request.reformat || !isTakenOver(each.found),
      newForm: request.reformat ?? false,
    }),
  );
  const files = request.together ? grouped(imported, existing) : imported;
  const target = { folder, metrics, environment: request.environment?.name };
  const { written, byHand } = imported.length > 0 ? writeFiles(files, target) : { written: [], byHand: [] };
  // What was loaded before it was written is loaded again, and with it what code imports from it.
  for (const path of written) if (path.endsWith(".ts")) delete require.cache[join(folder, path)];
  const compared = files.map((each) => ({ ...each, differences: differencesOf(each, folder, monitors) }));
  return { imported: compared, leftOut: [...leftOut, ...chosen.leftOut], written, byHand };
}

async function read({ words, files, tags, environment }: ImportRequest, env: Surroundings["env"]) {
  if (words.length + files.length + tags.length === 0) {
    throw new ImportError("name what to import: an id, the address of its page, a name, --tag, or --file");
  }
  const parts = files.map(readExport);
  const found: Found[] = parts.flatMap((part) => part.found);
  if (words.length + tags.length > 0) {
    const places = words.map(addressed);
    const api = new DatadogApi(env, environment?.site);
    for (const { kind, text } of places)
      found.push(...(kind === "name" ? await api.named(text) : [await api[kind](text)]));
    for (const tag of tags) found.push(...(await api.tagged(tag)));
  }
  return { found, leftOut: parts.flatMap((part) => part.leftOut) };
}
