import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { checkMonitor, type MonitorDefinition } from "../../datadog/definitions";
import { didYouMean, wordIssues } from "../../datadog/findings";
import { readTextFile, SourceError, type SourceProblem, shownPath } from "../../datadog/source";
import { readYaml, type YamlFile } from "../../datadog/source/yaml";
import { UnknownMember, withIds } from "../composite";
import type { StoryMonitor } from "../play";
import { monitorsOfFile, type NamedMonitor } from "./monitor-files";
import { filesOf } from "./paths";
import { inlineMonitor, readSchema, type StoryTest } from "./schema";

/** A file of stories that was read: its monitors, ready to run, and its tests. */
export interface StoryFile {
  /** As messages show it. */
  readonly name: string;
  readonly text: string;
  readonly monitors: readonly StoryMonitor[];
  readonly tests: readonly StoryTest[];
  /** The monitor that a test or another part of the file names, by key, name, address or id. */
  monitorCalled(name: string): StoryMonitor | undefined;
  /** A problem at a place of the file. */
  readonly problem: YamlFile<unknown>["problem"];
}

/** A monitor and where it is from. */
interface Entry extends NamedMonitor {
  /** Its place among the `monitors` of the file. */
  readonly index: number;
  /** The file that it was read from; the file of the stories itself for one that is written there. */
  readonly source: string;
  readonly isInline: boolean;
}

/**
 * Reads a file of stories and every file of monitors that it names.
 * @throws SourceError with file, line and column of each mistake
 */
export function readStories(path: string): StoryFile {
  const { name, text } = readTextFile(path);
  const yaml = readYaml(name, text, readSchema);
  const problems: SourceProblem[] = [];
  const entries = yaml.value.monitors.flatMap((entry, index) => {
    try {
      return entriesOf(entry, index, yaml, path);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  problems.push(...sameKeys(entries, yaml));
  const idOf = (called: string, source?: string) => {
    // ids of one export mean nothing in another
    const [first] = [
      ...calledBy(
        called,
        entries.filter((entry) => entry.source === source),
      ),
      ...calledBy(called, entries),
    ];
    return first && String(entries.indexOf(first) + 1);
  };
  const known = entries.map(({ names }) => names[0]!);
  const monitors = entries.map((entry, index) => ({
    id: String(index + 1),
    definition: resolved(entry, (name) => idOf(name, entry.source), known, yaml, problems),
  }));
  if (problems.length === 0) {
    for (const [index, entry] of entries.entries())
      problems.push(...mistakesOf(entry, monitors[index]!.definition, yaml));
    problems.push(...unclearMonitors(yaml, entries, known));
  }
  if (problems.length > 0) throw new SourceError(problems);
  return {
    name,
    text,
    monitors,
    tests: yaml.value.tests,
    monitorCalled: (called) => monitors[Number(idOf(called) ?? 0) - 1],
    problem: yaml.problem,
  };
}

function entriesOf(entry: unknown, index: number, yaml: YamlFile<unknown>, path: string): Entry[] {
  const place = ["monitors", index];
  if (typeof entry === "string") {
    const files = filesOf(entry, dirname(path));
    if (files.length === 0) throw new SourceError([yaml.problem(place, `no file matches ${JSON.stringify(entry)}`)]);
    const missing = files.find((file) => !existsSync(file));
    if (missing !== undefined) {
      throw new SourceError([yaml.problem(place, `there is no file ${shownPath(missing)}`)]);
    }
    return files.flatMap((file) =>
      monitorsOfFile(file).map((one) => ({ ...one, index, source: file, isInline: false })),
    );
  }
  const read = inlineMonitor.safeParse(entry);
  if (!read.success) {
    const issues = wordIssues(read.error.issues, inlineMonitor, entry, "the monitor");
    throw new SourceError(
      issues.map(({ path, message, key }) => yaml.problem([...place, ...path], message, { atKey: key !== undefined })),
    );
  }
  const { key, name = key, ...rest } = read.data;
  if (name === undefined) throw new SourceError([yaml.problem(place, "the monitor must have a key or a name")]);
  // a block scalar ends in a line break, which Datadog drops
  const definition = { ...rest, name, query: rest.query.trim(), message: rest.message.trimEnd() };
  return [{ names: key === undefined ? [name] : [key, name], definition, index, source: path, isInline: true }];
}

/** Two monitors of this file with the same key. */
function sameKeys(entries: readonly Entry[], yaml: YamlFile<unknown>): SourceProblem[] {
  const inline = entries.filter(({ isInline }) => isInline);
  return inline.flatMap(({ names, index }, place) => {
    const [name] = names;
    const isTaken = inline.slice(0, place).some((other) => other.names[0] === name);
    return isTaken
      ? [yaml.problem(["monitors", index], `two monitors are named "${name}": set a key on one of them`)]
      : [];
  });
}

/** The monitors that a name may mean: those that it is the key of, else those that have it as any name. */
function calledBy(name: string, entries: readonly Entry[]): readonly Entry[] {
  const keyed = entries.filter(({ names }) => names[0] === name);
  return keyed.length > 0 ? keyed : entries.filter(({ names }) => names.includes(name));
}

/** A composite in ids. */
function resolved(
  entry: Entry,
  idOf: (name: string) => string | undefined,
  known: readonly string[],
  yaml: YamlFile<unknown>,
  problems: SourceProblem[],
): MonitorDefinition {
  try {
    return withIds(entry.definition, idOf, known);
  } catch (error) {
    if (!(error instanceof UnknownMember)) throw error;
    const path = entry.isInline ? ["monitors", entry.index, "query"] : ["monitors", entry.index];
    problems.push(yaml.problem(path, error.message, entry.isInline ? { offset: error.range.start } : {}));
    return entry.definition;
  }
}

/** What Datadog would refuse in a monitor that is written here; those of other files are taken as they stand. */
function mistakesOf(
  { index, isInline }: Entry,
  definition: MonitorDefinition,
  yaml: YamlFile<unknown>,
): SourceProblem[] {
  if (!isInline) return [];
  return checkMonitor(definition)
    .filter(({ severity }) => severity === "wrong")
    .map(({ path, range, message }) => yaml.problem(["monitors", index, ...path], message, { offset: range?.start }));
}

/** Names in tests that no monitor has, or several. */
function unclearMonitors(
  yaml: YamlFile<{ readonly tests: readonly StoryTest[] }>,
  entries: readonly Entry[],
  known: readonly string[],
): SourceProblem[] {
  return yaml.value.tests.flatMap(({ monitor, downtimes = [], slos = {} }, index) => {
    const names = [
      { name: monitor, path: ["monitor"] },
      ...downtimes.flatMap(({ monitor }, place) =>
        monitor === undefined ? [] : [{ name: monitor, path: ["downtimes", place, "monitor"] }],
      ),
      ...Object.entries(slos).flatMap(([id, { monitor_ids: ids }]) =>
        (ids ?? []).map((one, place) => ({ name: String(one), path: ["slos", id, "monitor_ids", place] })),
      ),
    ];
    return names.flatMap(({ name, path }) => {
      const { length } = calledBy(name, entries);
      if (length === 1) return [];
      const message =
        length === 0
          ? `there is no monitor "${name}"${didYouMean(name, known.slice(0, MOST_NAMED))}`
          : `${length} monitors are called "${name}": use a key, an id or an address`;
      return [yaml.problem(["tests", index, ...path], message)];
    });
  });
}

/** So many names are suggested. */
const MOST_NAMED = 40;
