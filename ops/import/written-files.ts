import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readTextFile } from "../../datadog/source";
import { environmentNames } from "../../environments/load";
import { type CodeFile, exportsUsed, fileText } from "./code-file";
import { withSectionLines } from "./edit-environment";
import { withIndexLines } from "./edit-index";
import { IMPORTED_KINDS, type ImportKind, KIND_NAMES } from "./kinds";
import { metricsFileText } from "./metrics-file";
import { IMPORTED, type MetricsInCode } from "./metrics-in-code";

/** What an object became. */
export interface Brought {
  readonly kind: ImportKind;
  readonly name: string;
  readonly file: CodeFile;
  readonly id?: string;
  /** The address that Terraform has it under until now, where it is in the state already. @default none */
  readonly renamedFrom?: string;
}

/** Where an import writes. */
export interface Target {
  /** The project. */
  readonly folder: string;
  readonly metrics: MetricsInCode;
  /** The environment whose objects these are. @default none: nothing is taken over */
  readonly environment?: string;
}

/**
 * Writes the files of an import: the objects' own, the metrics that code lacks, the lines of the indexes, and those of the
 * environment.
 * @returns the files by their paths in the project, and what somebody has to do by hand
 */
export function writeFiles(brought: readonly Brought[], { folder, metrics, environment }: Target) {
  const written: string[] = [];
  const byHand: string[] = [];
  const write = (path: string, text: string) => {
    writeFileSync(join(folder, path), text);
    written.push(path);
  };
  const read = (path: string) => (existsSync(join(folder, path)) ? readTextFile(join(folder, path)).text : undefined);
  for (const [path, file] of new Map(brought.map(({ file }) => [file.path, file]))) write(path, fileText(file));
  const used = new Set(brought.flatMap(({ file }) => exportsUsed(file, IMPORTED)));
  const declarations = metrics.declarations(used);
  if (declarations.length > 0) write(`${IMPORTED}.ts`, metricsFileText(read(`${IMPORTED}.ts`), declarations));
  for (const kind of KIND_NAMES) {
    const { folder: room, list } = IMPORTED_KINDS[kind];
    const lines = brought
      .filter((each) => each.kind === kind)
      .map(({ name, file, renamedFrom }) => ({ name, from: `./${fileIn(file, room)}`, renamedFrom }));
    if (lines.length === 0) continue;
    const path = `${room}/index.ts`;
    const text = withIndexLines(read(path) ?? "", list, lines);
    if (text !== undefined) write(path, text);
    else
      byHand.push(
        `${path}: add the lines ${lines.map(({ name }) => `["${name}", ${name}]`).join(", ")}, whose list was not found`,
      );
  }
  // Before the environment's file, which is not its business.
  const unformatted = formatted(folder, written);
  if (unformatted !== undefined) byHand.push(unformatted);
  for (const name of environmentNames(join(folder, "environments"))) {
    const path = `environments/${name}.yaml`;
    const before = read(path) ?? "";
    const after = environmentText(
      before,
      brought,
      environment === undefined ? "same" : environment === name ? "own" : "other",
    );
    if (after !== before) write(path, after);
  }
  return { written: [...new Set(written)], byHand };
}

const fileIn = ({ path }: CodeFile, folder: string) => path.slice(folder.length + 1).replace(/\.ts$/, "");

/**
 * What an environment's file says of the objects: its own are taken over, and stay what they are; those of another one are
 * turned off, so that nothing is created that nobody asked for.
 */
function environmentText(text: string, brought: readonly Brought[], whose: "own" | "other" | "same"): string {
  const monitors = brought.filter(({ kind }) => kind === "monitor");
  const setting = whose === "other" ? "enabled: false" : "asWritten: true";
  const imports = brought.flatMap(({ name, id }) => (id === undefined || whose !== "own" ? [] : [`${name}: ${id}`]));
  const taken = withSectionLines(
    text,
    "imports",
    imports,
    "Terraform takes these over; delete the lines once they are deployed.",
  );
  const settings = monitors.map(({ name }) => `${name}: { ${setting} }`);
  const set = withSectionLines(
    taken,
    "monitors",
    settings,
    "For each monitor: its thresholds, or whether the environment has it.",
  );
  const off = whose === "other" ? brought.filter(({ kind }) => kind === "dashboard") : [];
  return withSectionLines(
    set,
    "dashboards",
    off.map(({ name }) => `${name}: { enabled: false }`),
    "For each dashboard: whether the environment has it.",
  );
}

/** Lays out files with the project's formatter; returns what to do where it cannot be run. */
export function formatted(folder: string, paths: readonly string[]): string | undefined {
  if (paths.length === 0) return undefined;
  let biome: string;
  try {
    biome = join(dirname(require.resolve("@biomejs/biome/package.json")), "bin", "biome");
  } catch {
    return "the files are not formatted, because Biome is not installed: run npm ci and npm run fix";
  }
  const { status, stderr } = spawnSync(process.execPath, [biome, "check", "--write", ...paths], {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0
    ? undefined
    : `the files are not formatted (${(stderr ?? "").trim().split("\n")[0]}): run npm run fix`;
}
