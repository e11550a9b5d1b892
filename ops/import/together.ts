import { isDeepStrictEqual } from "node:util";
import { type Code, type Entry, local, object, partsOf, value } from "../../datadog/code";
import { joined } from "../words";
import type { CodeFile } from "./code-file";
import { identifierOf, unused } from "./names";

/** A monitor's own file, and its thresholds. */
export interface OwnFile {
  readonly file: CodeFile;
  readonly title: string;
  readonly levels: Readonly<Record<string, number>>;
}

/**
 * The files of monitors as one: what is the same in all of them stays in a function, and what differs becomes its settings.
 * @param place gives the new file its name
 * @returns nothing where more differs than plain values, or they have other thresholds
 */
export function together(
  files: readonly OwnFile[],
  place: () => { readonly name: string; readonly path: string },
): CodeFile | undefined {
  const [first] = files;
  if (first === undefined || files.length < 2) return undefined;
  const thresholds = Object.keys(first.levels);
  if (files.some(({ levels }) => !isDeepStrictEqual(Object.keys(levels), thresholds))) return undefined;
  const settings = new Settings([...(first.file.locals ?? []), ...first.file.constants.map(([name]) => name)]);
  const constants = first.file.constants.map(([name], index) => {
    const all = files.map(({ file }) => file.constants[index]);
    if (all.some((each) => each?.[0] !== name)) return undefined;
    return [
      name,
      settings.shared(
        all.map((each) => each![1]),
        "",
      ),
    ] as const;
  });
  const result = settings.shared(
    files.map(({ file }) => file.result),
    "",
  );
  if (result === undefined || settings.names.length === 0) return undefined;
  const known = constants.flatMap((each) => (each?.[1] === undefined ? [] : [[each[0], each[1]] as const]));
  if (known.length < first.file.constants.length) return undefined;
  const names = settings.names;
  const types = names.map((name) => `readonly ${settings.typed(name)}`).join("; ");
  const levels = thresholds.map((name) => `readonly ${name}: number`).join("; ");
  const differ = files.some((each) => !isDeepStrictEqual(each.levels, first.levels));
  const hasLevels = thresholds.length > 0;
  const rest = first.file.parameters?.includes("...levels") ? ["...levels"] : [];
  const level = `{ ${[...thresholds, ...rest].join(", ")} }: ThresholdSettings & { ${levels} }`;
  return {
    ...first.file,
    ...place(),
    parameters: `{ ${names.join(", ")} }: { ${types} }${hasLevels ? `, ${level}` : ""}`,
    locals: [...names, ...thresholds, "levels", ...files.map(({ file }) => file.name)],
    description: `Monitors that differ in ${joined([...names, ...(differ ? ["thresholds"] : [])])}.`,
    constants: known,
    result,
    variants: files.map(({ file, levels: own }, index) => ({
      name: file.name,
      description: file.description,
      settings: object(Object.fromEntries(names.map((name) => [name, settings.valueOf(name, index)] as const))),
      levels: own,
    })),
  };
}

/** Values that differ between files, by the names of the settings that they become. */
class Settings {
  private readonly values = new Map<string, readonly Code[]>();

  /** @param taken names that the code has already */
  constructor(private readonly taken: readonly string[]) {}

  get names(): readonly string[] {
    return [...this.values.keys()];
  }

  /** The value of a setting; nothing where a file has none. */
  valueOf(name: string, index: number): Code | undefined {
    const code = this.values.get(name)![index]!;
    return code.kind === "value" && code.value === undefined ? undefined : code;
  }

  /** A setting and its type in TypeScript: `priority?: number`. */
  typed(name: string): string {
    const types = [...new Set(this.values.get(name)!.map(typeOf))];
    const known = types.filter((type) => type !== "undefined").join(" | ");
    return `${name}${types.includes("undefined") ? "?" : ""}: ${known}`;
  }

  /**
   * The code that gives each of the codes, with settings in the place of what differs.
   * @param key under which it is in an object
   * @returns nothing where that is more than plain values
   */
  shared(codes: readonly Code[], key: string): Code | undefined {
    const [first, ...others] = codes;
    if (first === undefined) return undefined;
    if (others.every((other) => isDeepStrictEqual(other, first))) return first;
    return this.inside(codes, key) ?? this.setting(codes, key);
  }

  private inside(codes: readonly Code[], key: string): Code | undefined {
    const [first] = codes as readonly [Code];
    const all = <K extends Code["kind"]>(kind: K) =>
      codes.every((code) => code.kind === kind) ? (codes as readonly Extract<Code, { kind: K }>[]) : undefined;
    if (first.kind === "object") {
      const entries = this.entries(all("object")?.map((each) => each.entries));
      return entries && { ...first, entries };
    }
    if (first.kind === "member") {
      const of = all("member")?.every(({ name }) => name === first.name)
        ? this.shared(
            all("member")!.map((each) => each.of),
            key,
          )
        : undefined;
      return of && { ...first, of };
    }
    if (first.kind === "call") {
      const calls = all("call");
      const callee =
        calls &&
        this.shared(
          calls.map((each) => each.callee),
          key,
        );
      const args =
        calls &&
        this.list(
          calls.map((each) => each.args),
          key,
        );
      return callee && args && { ...first, callee, args };
    }
    return undefined;
  }

  /** Fields by their names; one that some objects lack has no value there. Other objects are spread into all of them alike. */
  private entries(lists: readonly (readonly Entry[])[] | undefined): readonly Entry[] | undefined {
    if (lists === undefined) return undefined;
    const [longest] = [...lists].sort((a, b) => b.length - a.length) as [readonly Entry[]];
    const shared = longest.map((entry): Entry | undefined => {
      if ("spread" in entry) {
        return lists.every((each) => each.some((other) => isDeepStrictEqual(other, entry))) ? entry : undefined;
      }
      const [key] = entry;
      const values = lists.map(
        (each) => each.flatMap((other) => ("spread" in other || other[0] !== key ? [] : [other[1]]))[0],
      );
      const code = this.shared(
        values.map((each) => each ?? value(undefined)),
        key,
      );
      return code && [key, code];
    });
    const keys = (entries: readonly Entry[]) => entries.flatMap((entry) => ("spread" in entry ? [] : [entry[0]]));
    const isWhole = lists.every((each) => keys(each).every((key) => keys(longest).includes(key)));
    return isWhole && shared.every((entry) => entry !== undefined) ? (shared as readonly Entry[]) : undefined;
  }

  private list(lists: readonly (readonly Code[])[], key: string): readonly Code[] | undefined {
    const [first] = lists as readonly [readonly Code[]];
    if (lists.some((each) => each.length !== first.length)) return undefined;
    const shared = first.map((_, index) =>
      this.shared(
        lists.map((each) => each[index]!),
        key,
      ),
    );
    return shared.every((code) => code !== undefined) ? (shared as readonly Code[]) : undefined;
  }

  /** Plain values under a key as a setting of its name; values that are the same everywhere share one. */
  private setting(codes: readonly Code[], key: string): Code | undefined {
    if (!codes.every(isPlain)) return undefined;
    const same = [...this.values].find(([, values]) => isDeepStrictEqual(values, codes));
    if (same !== undefined) return local(same[0]);
    const wanted = identifierOf(key.replace(/([a-z])([A-Z])/g, "$1 $2"), "setting");
    const name = unused(wanted, (each) => this.values.has(each) || this.taken.includes(each));
    this.values.set(name, codes);
    return local(name);
  }
}

/** Whether a code is a value, or a list of values. */
const isPlain = (code: Code) =>
  [...partsOf(code)].every(({ kind }) => kind === "value" || kind === "list") && typeOf(code) !== "unknown";

function typeOf(code: Code): string {
  // A number that is no threshold is one of a few, such as a priority.
  if (code.kind === "value") return typeof code.value === "string" ? "string" : String(code.value);
  if (code.kind !== "list") return "unknown";
  const types = [...new Set(code.items.map(typeOf))];
  if (types.includes("unknown")) return "unknown";
  return types.length === 1 ? `readonly ${types[0]}[]` : types.length === 0 ? "readonly string[]" : "unknown";
}

/** The words that titles have in common, in the order of the first. */
export function commonWords(titles: readonly string[]): string {
  const [first = "", ...others] = titles.map((title) => title.match(/[A-Za-z0-9]+/g) ?? []);
  const kept = [...first].filter((word) => others.every((other) => [...other].includes(word)));
  return kept.join(" ");
}
