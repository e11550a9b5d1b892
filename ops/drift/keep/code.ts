import type { MonitorDefinition } from "../../../datadog/definitions";
import type { JsonObject } from "../../../datadog/json";
import { environmentNames } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { contentOf } from "../../../stacks/content";
import type { Listed } from "../../../stacks/listed";
import { type CodeFile, exportsUsed, fileText } from "../../import/code-file";
import { dashboardCode } from "../../import/dashboard";
import { withSettings } from "../../import/edit-environment";
import { withoutEnvironmentTags } from "../../import/environment-tags";
import { Existing } from "../../import/existing";
import { IMPORTED_KINDS } from "../../import/kinds";
import { metricsFileText } from "../../import/metrics-file";
import { IMPORTED } from "../../import/metrics-in-code";
import { monitorCode } from "../../import/monitor";
import { formatted, writeFiles } from "../../import/written-files";
import { KeepError, type Keeping } from "./keeping";

type Definition = MonitorDefinition | JsonObject;

interface Place {
  readonly kind: "monitor" | "dashboard";
  readonly name: string;
  readonly path: string;
}

function codeOf({ kind, name, path }: Place, definition: Definition, keeping: Keeping): CodeFile {
  const { environment, metrics, monitorNames: monitors } = keeping;
  const own = withoutEnvironmentTags(kind, definition, environment);
  return kind === "monitor"
    ? monitorCode(own as MonitorDefinition, { path, name, metrics, monitors })
    : dashboardCode(own as JsonObject, { path, name, metrics });
}

/**
 * Writes the file of an object again, where there is nothing in it but what an import writes.
 * @returns what was done; nothing where somebody else wrote the file
 */
export function rewritten(place: Place, definition: Definition, keeping: Keeping): string | undefined {
  const { files, metrics } = keeping;
  if (!isImported(files.read(place.path), place.name)) return undefined;
  const code = codeOf(place, definition, keeping);
  files.write(place.path, fileText(code));
  const declarations = metrics.declarations(new Set(exportsUsed(code, IMPORTED)));
  const metricsFile = `${IMPORTED}.ts`;
  if (declarations.length > 0) {
    files.write(metricsFile, metricsFileText(files.read(metricsFile) || undefined, declarations));
  }
  formatted(files.folder, declarations.length > 0 ? [place.path, metricsFile] : [place.path]);
  return "its file is written again";
}

/** Whether a file is one function, of the language and metrics alone. */
function isImported(text: string, name: string): boolean {
  const modules = [...text.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, module = ""]) => module);
  const isOne = [...text.matchAll(/^export /gm)].length === 1 && text.includes(`export function ${name}(`);
  return isOne && modules.every((module) => /^(\.\.\/)+(datadog\/(definitions|query)|metrics\/[\w-]+)$/.test(module));
}

interface Shared {
  readonly kind: "monitor" | "dashboard";
  readonly line: Listed<unknown>;
  /** Of its settings in an environment's file. */
  readonly path: readonly string[];
}

/**
 * Writes an object into a file of its own for one environment, which has it in the place of the one that environments share.
 * @returns what was done
 * @throws KeepError where something else of the environment needs the shared one
 */
export function beside({ kind, line, path }: Shared, definition: Definition, keeping: Keeping): string {
  const { environment, files, metrics } = keeping;
  refuseNeeded(line.name, path, environment);
  const title = `${line.id.replaceAll("-", " ")} ${environment.name}`;
  const claimed = new Existing(files.folder, environment).claim(kind, title);
  const file = codeOf({ kind, ...claimed }, definition, keeping);
  const environments = environmentNames().map((name) => `environments/${name}.yaml`);
  files.note([file.path, `${IMPORTED_KINDS[kind].folder}/index.ts`, `${IMPORTED}.ts`, ...environments]);
  const { byHand } = writeFiles([{ kind, name: claimed.name, file, renamedFrom: line.id }], {
    folder: files.folder,
    metrics,
    environment: environment.name,
  });
  const settings = `environments/${environment.name}.yaml`;
  files.write(settings, withSettings(files.read(settings), path, { enabled: false }));
  const moved = `${environment.name} has it from ${file.path} now instead of ${line.name}, which other environments keep`;
  return [moved, ...byHand].join("; ");
}

/** @throws KeepError where the environment cannot do without an object */
function refuseNeeded(name: string, path: readonly string[], environment: Environment): void {
  const [section, ...inside] = path as ["monitors" | "dashboards", ...string[]];
  const settings = environment[section] as Readonly<Record<string, object | undefined>>;
  const [first = "", own] = inside;
  const off =
    own === undefined
      ? { [first]: { enabled: false } }
      : { [first]: { ...settings[first], [own]: { enabled: false } } };
  try {
    contentOf({ ...environment, [section]: { ...settings, ...off } } as Environment);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error.message.split("\n")[0];
    throw new KeepError(
      `${name} is written by hand, and cannot be turned off in ${environment.name} in favor of another file (${why}): change its file`,
    );
  }
}
