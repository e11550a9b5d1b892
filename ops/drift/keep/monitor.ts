import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { placeInCode } from "../../../constructs/place-in-code";
import { type MonitorDefinition, monitorKind, notesOf, THRESHOLD_NAMES, withLinks } from "../../../datadog/definitions";
import type { JsonObject } from "../../../datadog/json";
import { monitorPath, monitorSettings } from "../../../environments/monitor-settings";
import type { Environment } from "../../../environments/schema";
import { monitors } from "../../../monitors";
import type { Listed, Row } from "../../../stacks/listed";
import { monitorsIn } from "../../../stacks/monitors-content";
import { type Setting, withSettings } from "../../import/edit-environment";
import { comparable } from "../../import/monitor-defaults";
import { takenMonitor } from "../../import/taken";
import { beside, rewritten } from "./code";
import { withChangedText } from "./edit-text";
import type { Keeping } from "./keeping";

type MonitorRows = Parameters<typeof monitorsIn>[1];
type Settings = Readonly<Record<string, Setting>>;

/**
 * Writes what a monitor is in Datadog into the code, in the first of these ways that gives it exactly: settings in the
 * environment's file; the changed text in the monitor's file, too; the file of a monitor that was imported, written again;
 * another file beside that of a monitor that other environments share.
 * @returns what was done, in sentences
 * @throws NotTaken for a monitor that cannot be brought into code
 */
export function keepMonitor(line: Listed<MonitorDefinition>, live: JsonObject, keeping: Keeping): string[] {
  const { environment, files } = keeping;
  const { definition, notes } = takenMonitor(live);
  const wanted = inOneForm(definition, keeping);
  const isWanted = (made: MonitorDefinition | undefined) =>
    made !== undefined && isDeepStrictEqual(inOneForm(made, keeping), wanted);
  const settings = changedSettings(line, definition, environment);
  const path = `environments/${environment.name}.yaml`;
  const more = (text: string) => [text, ...notes];

  const made = monitorWith(line.name, settings, environment, monitors);
  const others = made?.turnedOn ?? [];
  const writeSettings = () => {
    if (Object.keys(settings).length === 0) return;
    const texts = [
      [monitorPath(line.name), settings] as const,
      ...others.map((name) => [monitorPath(name), { enabled: false }] as const),
    ];
    files.write(
      path,
      texts.reduce((text, [at, given]) => withSettings(text, at, given), files.read(path)),
    );
  };
  if (isWanted(made?.definition)) {
    writeSettings();
    return more(`kept as settings of ${environment.name}`);
  }
  const file = placeInCode(notesOf(line.definition).madeAt)?.replace(/:\d+:\d+$/, "");
  if (file !== undefined && made !== undefined) {
    const edited = textEdited(file, made.definition, definition, keeping);
    if (edited !== undefined) {
      files.write(file, edited);
      const rows = rowsOf(file, keeping);
      if (isWanted(rows && monitorWith(line.name, settings, environment, rows)?.definition)) {
        writeSettings();
        return more(`kept in its file, which all environments share`);
      }
      files.restore(file);
      rowsOf(file, keeping);
    }
  }
  const asWritten = monitorSettings(environment, line.name, true).asWritten === true;
  if (asWritten && file !== undefined) {
    const done = rewritten({ kind: "monitor", name: line.name, path: file }, definition, keeping);
    if (done !== undefined) {
      files.write(path, withSettings(files.read(path), monitorPath(line.name), withoutThresholds(line, environment)));
      return more(done);
    }
  }
  return more(beside({ kind: "monitor", line, path: monitorPath(line.name) }, definition, keeping));
}

/** A monitor in the form in which Datadog keeps it, with the ids of what it links to; the order of tags means nothing. */
function inOneForm(definition: MonitorDefinition, { idOf }: Keeping): object {
  const linked = {
    ...definition,
    query: withLinks(definition.query, idOf),
    message: withLinks(definition.message, idOf),
  };
  const kept = comparable(monitorKind.given.complete(linked as unknown as JsonObject) as unknown as MonitorDefinition);
  return { ...kept, tags: [...((kept.tags as readonly string[] | undefined) ?? [])].sort() };
}

/** The settings of an environment's file that differ. */
function changedSettings(
  { name, definition: was }: Listed<MonitorDefinition>,
  is: MonitorDefinition,
  environment: Environment,
): Settings {
  const levels = ({ options }: MonitorDefinition) =>
    Object.entries(THRESHOLD_NAMES).map(([setting, of]) => [setting, options?.thresholds?.[of] ?? undefined] as const);
  const thresholds = isDeepStrictEqual(levels(was), levels(is)) ? {} : Object.fromEntries(levels(is));
  if (monitorSettings(environment, name, true).asWritten) return thresholds as Settings;
  const others = [
    ["priority", was.priority, is.priority],
    ["renotify", was.options?.renotify_interval, is.options?.renotify_interval],
    ["evaluationDelay", was.options?.evaluation_delay, is.options?.evaluation_delay],
  ] as const;
  const changed = others.filter(([, before, after]) => (before || undefined) !== (after || undefined));
  return { ...thresholds, ...Object.fromEntries(changed.map(([setting, , after]) => [setting, after || undefined])) };
}

/** Thresholds are those of the file again. */
function withoutThresholds({ name }: Listed<unknown>, environment: Environment): Settings {
  const own = monitorSettings(environment, name, true) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(THRESHOLD_NAMES).flatMap((setting) => (own[setting] === undefined ? [] : [[setting, undefined]])),
  );
}

/** The monitor with other settings, and the monitors that the environment would have from then on and has not now. */
function monitorWith(name: string, settings: Settings, environment: Environment, rows: MonitorRows) {
  const path = name.split(".");
  const [first = "", own] = path;
  const section = environment.monitors as Readonly<Record<string, object | undefined>>;
  const before =
    (own === undefined ? section[first] : (section[first] as Record<string, object> | undefined)?.[own]) ?? {};
  const given = Object.fromEntries(
    Object.entries({ ...before, ...settings }).filter(([, value]) => value !== undefined),
  );
  const inside = own === undefined ? given : { enabled: true, ...section[first], [own]: given };
  const changed = { ...environment, monitors: { ...section, [first]: inside } } as Environment;
  try {
    const made = monitorsIn(changed, rows);
    const known = new Set(monitorsIn(environment, rows).map((each) => each.name));
    const definition = made.find((each) => each.name === name)?.definition;
    const turnedOn = made.flatMap((each) => (known.has(each.name) ? [] : [each.name]));
    return definition && { definition, turnedOn };
  } catch (error) {
    // A setting that the monitor refuses or does not use: it is said in another way.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The monitor's file with the changes of its name and message, as far as it has them in words. */
function textEdited(
  file: string,
  was: MonitorDefinition,
  is: MonitorDefinition,
  { files, environment: { namePrefix = "" } }: Keeping,
): string | undefined {
  const own = (name: string) => (name.startsWith(namePrefix) ? name.slice(namePrefix.length) : name);
  if (was.name === is.name && was.message.trim() === is.message.trim()) return undefined;
  const named = withChangedText(files.read(file), own(was.name), own(is.name));
  return named === undefined ? undefined : withChangedText(named, was.message.trim(), is.message.trim());
}

/** The index, with the makers that a file exports now in the place of those that it exported. */
function rowsOf(file: string, { files, loaded }: Keeping): MonitorRows | undefined {
  const path = join(files.folder, file);
  const before = loaded.get(file) ?? (require(path) as Readonly<Record<string, unknown>>);
  loaded.set(file, before);
  delete require.cache[path];
  try {
    const after = require(path) as Readonly<Record<string, unknown>>;
    const replaced = new Map(Object.entries(before).map(([name, made]) => [made, after[name]]));
    return (monitors as readonly Row<unknown>[]).map(([name, make, address]) => [
      name,
      replaced.get(make) ?? make,
      address,
    ]) as unknown as MonitorRows;
  } catch (error) {
    // Not TypeScript any more.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
