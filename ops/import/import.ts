import { join } from "node:path";
import { checkDashboard, checkMonitor, type MonitorDefinition, withLinks } from "../../datadog/definitions";
import type { Finding } from "../../datadog/findings";
import type { JsonObject } from "../../datadog/json";
import { kindOfId } from "../../environments/imports";
import type { Environment } from "../../environments/schema";
import { differences } from "../changes/difference";
import type { CodeFile } from "./code-file";
import { dashboardCode, sameForm } from "./dashboard";
import { addressed, DatadogApi } from "./datadog-api";
import { withoutEnvironmentTags } from "./environment-tags";
import { Existing } from "./existing";
import { type Found, ImportError, type LeftOut } from "./found";
import { IMPORTED_KINDS } from "./kinds";
import { MetricsInCode } from "./metrics-in-code";
import { monitorCode } from "./monitor";
import { thresholdsOf } from "./monitor/thresholds";
import { canonical, comparable } from "./monitor-defaults";
import { notDeployed, plainCode, takenPlain } from "./plain";
import { readExport } from "./read-export";
import { similarMonitors } from "./similar";
import { NotTaken, type Taken, takenDashboard, takenMonitor } from "./taken";
import { commonWords, together } from "./together";
import { type Brought, writeFiles } from "./written-files";

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
   * Whether queries become function calls even where that changes their spaces and parentheses.
   * @default for objects that Terraform does not take over
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

/** An object that was brought into code. */
export interface Imported extends Brought {
  readonly title: string;
  /** What it was read from: `monitor 123`. */
  readonly from: string;
  /** The definition as it was read, without what Datadog sets. */
  readonly definition: JsonObject;
  /** How much of it is calls of functions: `query as text`, `18 of 24 widgets by functions`. */
  readonly form: string;
  /** What is not taken over, and why. */
  readonly notes: readonly string[];
  /** How many queries, or widgets, stay text that `reformat` would turn into calls. */
  readonly reformattable: number;
  readonly findings: readonly Finding[];
  /** Where what the code gives is not what was read, a line each. */
  readonly differences: readonly string[];
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
    codeOf(each, { metrics, monitors, reformat: request.reformat || !isTakenOver(each.found) }),
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

interface Chosen {
  readonly found: Found;
  readonly title: string;
  readonly taken: Taken<MonitorDefinition> | Taken<JsonObject>;
}

/** What can be brought into code, and what cannot, with the reason. */
function chosenOf(found: readonly Found[], existing: Existing, environment: Environment | undefined) {
  const ready: Chosen[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const each of found) {
    const { of } = IMPORTED_KINDS[each.kind];
    const title = of.nameOf(each.definition);
    const what = `${of.name} "${title}" in ${each.from}`;
    if (each.id !== undefined && seen.has(`${each.kind} ${each.id}`)) continue;
    const why = whyNot(each, title, ready, existing);
    const taken = why === undefined ? takenOrWhy(each, environment) : why;
    if (typeof taken === "string") leftOut.push({ what, why: taken });
    else ready.push({ found: each, title, taken });
    if (each.id !== undefined) seen.add(`${each.kind} ${each.id}`);
  }
  return { ready, leftOut };
}

function whyNot({ kind, id }: Found, title: string, ready: readonly Chosen[], existing: Existing): string | undefined {
  const known = existing.importedAs(id);
  if (known !== undefined) return `it is in code already, as ${known}`;
  const named = existing.titled(kind, title);
  const what = IMPORTED_KINDS[kind].of.name;
  if (named !== undefined) return `${what} ${named} has the same name: rename one of them`;
  const same = ready.some((other) => other.found.kind === kind && other.title === title);
  return same ? `another ${what} of this import has the same name: rename one of them in Datadog` : undefined;
}

function takenOrWhy({ kind, definition }: Found, environment: Environment | undefined): Chosen["taken"] | string {
  try {
    const own = <T extends MonitorDefinition | JsonObject>({ definition: whole, notes }: Taken<T>): Taken<T> => ({
      definition: environment === undefined ? whole : withoutEnvironmentTags(kind, whole, environment),
      notes,
    });
    if (kind === "monitor") return own(takenMonitor(definition));
    if (kind === "dashboard") return own(takenDashboard(definition));
    const taken = takenPlain(kind, definition);
    return { ...taken, notes: [...taken.notes, ...notDeployed(kind, environment)] };
  } catch (error) {
    if (error instanceof NotTaken) return error.message;
    throw error;
  }
}

/** Those of the monitors that differ in a few values with one file for each group of them. */
function grouped(
  imported: readonly Omit<Imported, "differences">[],
  existing: Existing,
): readonly Omit<Imported, "differences">[] {
  const monitors = imported.filter(({ kind }) => kind === "monitor");
  const named = monitors.map(({ name, definition }) => ({
    name,
    definition: definition as unknown as MonitorDefinition,
  }));
  const shared = new Map<string, CodeFile>();
  for (const { names } of similarMonitors(named)) {
    const group = monitors.filter(({ name }) => names.includes(name));
    const own = group.map(({ file, title, definition }) => ({
      file,
      title,
      // Thresholds that stay in a query as text are no settings.
      levels: file.locals === undefined ? {} : thresholdsOf(definition as unknown as MonitorDefinition),
    }));
    const place = () => existing.claim("monitor", commonWords(group.map(({ title }) => title)) || names[0]!);
    const file = together(own, place);
    if (file !== undefined) for (const name of names) shared.set(name, file);
  }
  return imported.map((each) => ({ ...each, file: shared.get(each.name) ?? each.file }));
}

interface CodeSettings {
  readonly metrics: MetricsInCode;
  readonly monitors: ReadonlyMap<string, string>;
  readonly reformat?: boolean;
}

function codeOf(
  { found, title, taken, name, path }: Chosen & { readonly name: string; readonly path: string },
  { metrics, monitors, reformat }: CodeSettings,
): Omit<Imported, "differences"> {
  const { kind, id, from } = found;
  const common = { kind, id, from, name, title, notes: taken.notes };
  if (kind === "monitor") {
    const monitor = taken.definition as MonitorDefinition;
    const file = monitorCode(monitor, { path, name, metrics, monitors, reformat });
    const form = file.isTyped ? "query by functions" : "query as text";
    const isReformattable =
      !file.isTyped && monitorCode(monitor, { path, name, metrics, monitors, reformat: true }).isTyped;
    return {
      ...common,
      file,
      form,
      reformattable: isReformattable ? 1 : 0,
      definition: monitor as unknown as JsonObject,
      findings: checkMonitor(monitor),
    };
  }
  const definition = taken.definition as JsonObject;
  if (kind !== "dashboard") {
    const findings = IMPORTED_KINDS[kind].of.check(definition);
    return {
      ...common,
      file: plainCode(kind, definition, { name, path }),
      form: "",
      reformattable: 0,
      definition,
      findings,
    };
  }
  const file = dashboardCode(definition, { path, name, metrics, reformat });
  const reformattable =
    file.raw === 0 ? 0 : dashboardCode(definition, { path, name, metrics, reformat: true }).typed - file.typed;
  const form = `${file.typed} of ${file.typed + file.raw} widgets by functions`;
  return { ...common, file, form, reformattable, definition, findings: checkDashboard(definition) };
}

/** Runs what was written, and compares what it gives with what was read. */
function differencesOf(
  { kind, name, file, definition }: Omit<Imported, "differences">,
  folder: string,
  monitors: ReadonlyMap<string, string>,
): string[] {
  const module = require(join(folder, file.path)) as Readonly<Record<string, (...given: unknown[]) => JsonObject>>;
  const stand = new Map<object, string>();
  const others = Object.fromEntries(
    [...monitors].map(([id, other]) => {
      const standIn = { name: other, type: "composite", query: "1", message: "" };
      stand.set(standIn, id);
      return [other, standIn];
    }),
  );
  let made: JsonObject;
  try {
    made = module[name]!({}, others);
  } catch (error) {
    // Said of this object; the files of the others are written and fine.
    return [`its code cannot be run: ${(error as Error).message.split("\n")[0]}`];
  }
  const lines = (before: JsonObject, after: JsonObject) =>
    differences(before, after).map(({ place, what }) => `${place}: ${what}`);
  if (kind === "dashboard") return lines(sameForm(definition), sameForm(made));
  if (kind !== "monitor") {
    const { complete } = IMPORTED_KINDS[kind].of.given;
    return lines(complete(definition), complete(made));
  }
  const withIds = { ...made, query: withLinks(String(made.query), (other) => stand.get(other) ?? "0") };
  const [before, after] = [definition, withIds].map((each) => comparable(each as unknown as MonitorDefinition));
  const [was, is] = [String(definition.query), withIds.query];
  // The code of a query has no spaces to choose.
  const spelling =
    was !== is && canonical(was) === canonical(is) ? [`query: spaces and parentheses: ${was} → ${is}`] : [];
  return [...spelling, ...lines(before!, after!)];
}
