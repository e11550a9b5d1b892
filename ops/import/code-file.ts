import { type Code, call, type Entry, json, local, type NameOf, partsOf, printCode } from "../../datadog/code";
import { wrapped } from "../words";
import { unused } from "./names";

/** A file of content that an import writes: one function, which gives a definition. */
export interface CodeFile {
  /** From the project's folder: `monitors/high-cpu.ts`. */
  readonly path: string;
  /** The function's name. */
  readonly name: string;
  /** What the function is given, as it is written: `{ critical = 3, ...levels }: ThresholdSettings = {}`. @default nothing */
  readonly parameters?: string;
  /** The names in `parameters`. @default none */
  readonly locals?: readonly string[];
  /** Types of `datadog/definitions` that the file names. @default none */
  readonly types?: readonly string[];
  readonly returns?: string;
  /** What the monitor or dashboard is for, in sentences. */
  readonly description: string;
  /** Constants, in their order. */
  readonly constants: readonly (readonly [name: string, value: Code])[];
  readonly result: Code;
  /** Functions that call this one, which then is the file's own. @default none: the function itself is exported */
  readonly variants?: readonly Variant[];
}

/** A monitor of a shared function. */
export interface Variant {
  readonly name: string;
  /** What it is for, in sentences. */
  readonly description: string;
  /** What only this monitor has: an object of plain values. */
  readonly settings: Code;
  /** Its thresholds by the names of settings. */
  readonly levels: Readonly<Record<string, number>>;
}

export const DEFINITIONS_MODULE = "datadog/definitions";

const LINE_WIDTH = 120;

/** The text of a file, not yet formatted. */
export function fileText(file: CodeFile): string {
  const { name, parameters = "", returns, constants, result, variants = [] } = file;
  const { nameOf, imports } = importsOf(file);
  const declarations = constants.map(([constant, code]) => `const ${constant} = ${printCode(code, nameOf)};\n`);
  const signature = `${variants.length === 0 ? "export " : ""}function ${name}(${parameters})${returns === undefined ? "" : `: ${returns}`}`;
  const body = `${declarations.join("")}return ${printCode(result, nameOf)};\n`;
  const exported = variants.map((variant) => {
    const args = [variant.settings, ...(Object.keys(variant.levels).length > 0 ? [levelsCode(variant.levels)] : [])];
    const given = args.length > 1 ? "levels: ThresholdSettings = {}" : "";
    const code = call(local(name), ...args);
    return `\n${comment(variant.description)}\nexport const ${variant.name} = (${given}) => ${printCode(code, nameOf)};\n`;
  });
  return `${imports}\n\n${comment(file.description)}\n${signature} {\n${body}}\n${exported.join("")}`;
}

/** Thresholds as code: `{ critical: 3, ...levels }`. */
function levelsCode(levels: Readonly<Record<string, number>>): Code {
  const entries = Object.entries(levels).map(([name, level]): Entry => [name, json(level)]);
  return { kind: "object", entries: [...entries, { spread: local("levels") }], isOpen: false };
}

/** The metrics of a file that code uses, by their names in code. */
export function exportsUsed(file: CodeFile, module: string): string[] {
  return exportedIn(file).flatMap((each) => (each.module === module ? [each.name] : []));
}

function exportedIn({ constants, result }: CodeFile) {
  return [...constants.map(([, code]) => code), result].flatMap((code) =>
    [...partsOf(code)].filter((part) => part.kind === "exported"),
  );
}

function importsOf(file: CodeFile): { readonly nameOf: NameOf; readonly imports: string } {
  const taken = new Set([file.name, ...(file.locals ?? []), ...file.constants.map(([name]) => name)]);
  const names = new Map<string, Map<string, string>>();
  const used = exportedIn(file);
  // What the language calls its functions stays as it is where a metric has the same name.
  for (const { module, name } of [...used].sort((a, b) => rank(a.module) - rank(b.module))) {
    const ofModule = names.get(module) ?? new Map<string, string>();
    names.set(module, ofModule);
    if (ofModule.has(name)) continue;
    const local = taken.has(name) ? unused(`${name}${SUFFIX[rank(module)]}`, (each) => taken.has(each)) : name;
    taken.add(local);
    ofModule.set(name, local);
  }
  if (file.types?.length && !names.has(DEFINITIONS_MODULE)) names.set(DEFINITIONS_MODULE, new Map());
  const up = "../".repeat(file.path.split("/").length - 1);
  const lines = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, ofModule]) => {
      const values = [...ofModule].map(([name, local]) => (name === local ? name : `${name} as ${local}`));
      const types = module === DEFINITIONS_MODULE ? (file.types ?? []).map((type) => `type ${type}`) : [];
      return `import { ${[...types, ...values].join(", ")} } from "${up}${module}";`;
    });
  return { nameOf: (module, name) => names.get(module)?.get(name) ?? name, imports: lines.join("\n") };
}

const SUFFIX = ["", "Of", "Metric"] as const;

/** Definitions first, then the language, then metrics. */
const rank = (module: string) => (module === DEFINITIONS_MODULE ? 0 : module.startsWith("datadog/") ? 1 : 2);

/** Sentences as a comment, in lines that are not too long. */
export function comment(text: string): string {
  const lines = text
    .replaceAll("*/", "* /")
    .split("\n")
    .flatMap((line) => wrapped(line.replace(/\s+/g, " "), LINE_WIDTH - " * ".length));
  return lines.length === 1 && lines[0]!.length <= LINE_WIDTH - "/**  */".length
    ? `/** ${lines[0]} */`
    : `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */`;
}
