import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { PROJECT } from "../constructs/place-in-code";
import { nearest } from "../datadog/findings";

/** What the compiler knows better than the program that stumbled over it. */
const TYPES = "npm run check:types says more";

/** A place in a file of the project, and what is written on its line from there on. */
interface Site {
  /** Relative to the project: `monitors/failure.ts`. */
  readonly file: string;
  /** The text of the whole file; empty where it cannot be read. */
  readonly source: string;
  /** The line before and after the place. */
  readonly before: string;
  readonly after: string;
  /** What called it in another file of content. */
  readonly caller: string | undefined;
}

/** What V8 says, how that is said here, and whether it is the same wherever it was thrown. */
interface Wording {
  readonly pattern: RegExp;
  readonly say: (site: Site, match: RegExpMatchArray) => string;
  readonly anywhere?: boolean;
}

const WORDINGS: readonly Wording[] = [
  {
    pattern: /^Cannot find module '([^']+)'/,
    say: (site, [, module = ""]) => missingModule(site, module),
    anywhere: true,
  },
  {
    pattern: /^Cannot access '([^']+)' before initialization/,
    say: (_, [, name]) => circular(name),
    anywhere: true,
  },
  {
    pattern: /^Maximum call stack size exceeded/,
    say: () => "a function calls itself without an end",
    anywhere: true,
  },
  { pattern: /^(\S+) is not defined$/, say: (site, [, name = ""]) => undefinedName(site, name) },
  {
    pattern: /^(.+) is not a (function|constructor)(?: or .*)?$/,
    say: (site, [, callee = ""]) => notCallable(site, callee),
  },
  {
    pattern: /^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '([^']*)'\)/,
    say: (site, [, value = "", property = ""]) => emptyValue(site, value, property),
  },
];

/** The other errors of V8: they name what the library did, not what it was given. */
const OTHERS =
  /^Cannot (?:destructure|use 'in'|convert|assign|define|mix)|is not iterable|object null is not a function/;

/** Where an error was thrown, in the files that are of interest. */
export interface Whereabouts {
  /** `monitors/failure.ts:29:23`; nothing where no file of the project was on the way. */
  readonly place: string | undefined;
  /** Whether it was thrown there, and not by a library that was called there. */
  readonly direct: boolean;
  /** What called it in another file of content. */
  readonly caller?: string | undefined;
}

/**
 * What an error that JavaScript throws by itself says, in terms of the file in which it happened; nothing for an error that
 * somebody worded.
 */
export function codeMistake({ message }: Error, { place = "", direct, caller }: Whereabouts): string | undefined {
  const wording = WORDINGS.find(({ pattern }) => pattern.test(message));
  if (wording === undefined && !OTHERS.test(message)) return undefined;
  const site = siteOf(place, caller);
  if (wording?.anywhere || (wording && direct)) {
    return wording.say(site, message.match(wording.pattern)!);
  }
  const call = callAt(site);
  return call === undefined
    ? `a value is missing or of the wrong type; ${TYPES} (${message.split("\n")[0]})`
    : `${call}: an argument is missing or of the wrong type; ${TYPES}`;
}

function siteOf(place: string, caller: string | undefined): Site {
  const [, file = "", line = "1", column = "1"] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  let source = "";
  try {
    source = readFileSync(join(PROJECT, file), "utf8");
  } catch {
    // The words do without it.
  }
  const text = source.split("\n")[Number(line) - 1] ?? "";
  return { file, source, caller, before: text.slice(0, Number(column) - 1), after: text.slice(Number(column) - 1) };
}

/** `queryValue("Failed runs", …)`: the call at a place with the first text that it is given, such as a widget's title. */
function callAt({ after, source }: Site): string | undefined {
  const [, name, spaced] = /^([\w$]+)\((\s*)/.exec(after) ?? [];
  if (name === undefined) return undefined;
  const rest = after.slice(name.length + 1).trim() || source.slice(source.indexOf(after) + after.length).trimStart();
  const [first] = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(spaced === undefined ? "" : rest) ?? [];
  return first === undefined ? `${name}(…)` : `${name}(${first}, …)`;
}

function missingModule({ file }: Site, module: string): string {
  if (!/^\.{0,2}\//.test(module)) return `the package "${module}" is not installed: run npm ci, or correct the name`;
  const wanted = resolve(dirname(join(PROJECT, file)), module);
  return `there is no file "${module}.ts"${perhaps(basename(wanted), namesIn(dirname(wanted)))}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => name.replace(/\.ts$/, ""));
  } catch {
    return [];
  }
}

/** What was most likely meant: a list of all there is would be too long here. */
function perhaps(word: string, names: Iterable<string>): string {
  const meant = nearest(word, names);
  return meant === undefined || meant === word ? "" : `, did you mean "${meant}"?`;
}

const circular = (name = "") =>
  `"${name}" is used before it is set: either it is declared further down, or two files import each other; move what both need to a file of its own`;

function undefinedName({ source }: Site, name: string): string {
  return `"${name}" is not defined: import or declare it${perhaps(name, importsIn(source).keys())}`;
}

/** What a file imports, by its name there: from which module, and what that calls it; `*` is the whole module. */
function importsIn(source: string): ReadonlyMap<string, { readonly module: string; readonly exported: string }> {
  const imports = new Map<string, { module: string; exported: string }>();
  for (const [, names, all, module = ""] of source.matchAll(
    /^import\s+(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s+["']([^"']+)["']/gm,
  )) {
    if (all !== undefined) imports.set(all, { module, exported: "*" });
    for (const part of names?.split(",") ?? []) {
      const [exported, as] = part
        .trim()
        .replace(/^type /, "")
        .split(/\s+as\s+/);
      if (exported) imports.set(as ?? exported, { module, exported });
    }
  }
  return imports;
}

/** `(0 , import_query$(...).summ)`, `import_pipeline$(...).runs.summ`, `failed.summ`; without the loader, `import_query.summ`. */
function notCallable(site: Site, callee: string): string {
  const path = callee
    .replace(/^\(0 , (.*)\)$/, "$1")
    .replace(/^import_\w+(?:\$\(\.{3}\))?\./, "")
    .replace(/\(intermediate value\)/g, "…")
    .replaceAll("(...)", "(…)");
  return wrongImport(site, path) ?? `"${path}" is not a function${suggestion(site, path) || `; ${TYPES}`}`;
}

function emptyValue(site: Site, value: string, property: string): string {
  const [, path] = /([\w$]+(?:\.[\w$]+)*)\??\.$/.exec(site.before) ?? [];
  if (path === undefined) return `"${property}" is asked of something that is ${value}; ${TYPES}`;
  const wrong = wrongImport(site, path);
  if (wrong !== undefined) return wrong;
  const called = site.caller === undefined ? "" : ` (called at ${site.caller})`;
  return `"${path}" is ${value}, so it has no "${property}"${suggestion(site, path)}${called}`;
}

/** What is wrong with the import that a path such as `runs.sum` begins with; nothing where there is none, or nothing is. */
function wrongImport({ file, source }: Site, path: string): string | undefined {
  const imports = importsIn(source);
  const [root = "", own = ""] = path.split(".");
  const found = imports.get(root) ?? [...imports.values()].find(({ exported }) => exported === root);
  const name = found?.exported === "*" ? own : found?.exported;
  const exports = found && exportsOf(file, found.module);
  if (exports === undefined || !name) return undefined;
  if (!(name in exports)) return `"${found!.module}" does not export "${name}"${perhaps(name, Object.keys(exports))}`;
  return memberOf(exports, name) === undefined ? circular(name) : undefined;
}

/** What was most likely meant by the last name of a path that begins with an import. */
function suggestion({ file, source }: Site, path: string): string {
  const [root = "", ...rest] = path.split(".");
  const found = importsIn(source).get(root) ?? { module: "", exported: "" };
  const wrong = rest.pop();
  if (wrong === undefined) return "";
  const exports = exportsOf(file, found.module);
  const steps = found.exported === "*" ? rest : [found.exported, ...rest];
  const owner = steps.reduce<unknown>((value, step) => memberOf(value, step), exports);
  return perhaps(wrong, propertiesOf(owner));
}

function exportsOf(file: string, module: string): object | undefined {
  try {
    return createRequire(join(PROJECT, file))(module) as object;
  } catch {
    return undefined;
  }
}

function memberOf(owner: unknown, key: string): unknown {
  try {
    return (owner as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined; // Not set yet.
  }
}

/** The names of a value's properties and methods, inherited ones too. */
function propertiesOf(value: unknown): string[] {
  const names: string[] = [];
  for (let owner = value; owner instanceof Object && owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    names.push(...Object.getOwnPropertyNames(owner));
  }
  return names.filter((name) => name !== "constructor");
}
