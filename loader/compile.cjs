const { readFileSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");
const { buildSync } = esbuild();
const { lazy } = require("./lazy.cjs");

const PROJECT = dirname(__dirname);
const OUT = join(PROJECT, "out");

/** For each file by itself, nothing is written. */
const OPTIONS = {
  absWorkingDir: PROJECT,
  outdir: OUT,
  outbase: PROJECT,
  platform: "node",
  format: "cjs",
  target: `node${process.versions.node}`,
  // Node's own import() finds no file without its extension.
  supported: { "dynamic-import": false },
  sourcemap: "external",
  sourcesContent: false,
  metafile: true,
  write: false,
  logLevel: "silent",
};

/** The first package that a command needs: where it is missing, all are. */
function esbuild() {
  try {
    return require("esbuild");
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    process.stderr.write("the packages of this project are not installed: run npm ci first\n");
    return process.exit(1);
  }
}

/** What was compiled along with something else and not asked for yet. */
const ahead = new Map();
let first;
let calls = 0;

/**
 * The code of a TypeScript file as Node runs it. Each call of the compiler is a process of its own: when a second file is
 * missing, all that the first imports is compiled with it.
 * @returns the code, and its source map as text
 * @throws Error with a line for each mistake, `FILE:LINE:COLUMN: text`
 */
function compiled(filename) {
  const before = ahead.get(filename);
  ahead.delete(filename);
  if (before !== undefined) return before;
  first ??= filename;
  calls += 1;
  if (calls === 2) for (const [file, output] of outputsOf(importedBy(first))) ahead.set(file, output);
  return ahead.has(filename) ? compiled(filename) : outputsOf([filename]).get(filename);
}

/** The files of this project that a file imports, it among them; it alone where one of them cannot be read. */
function importedBy(filename) {
  const settings = { ...OPTIONS, entryPoints: [filename], bundle: true, packages: "external", sourcemap: false };
  try {
    const { inputs } = buildSync(settings).metafile;
    return Object.keys(inputs)
      .map((file) => resolve(PROJECT, file))
      .filter((file) => file.endsWith(".ts"));
  } catch {
    return [filename];
  }
}

function outputsOf(files) {
  const { metafile, outputFiles } = build(files);
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  const code = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint !== undefined);
  return new Map(
    code.map(([output, { entryPoint }]) => {
      const path = resolve(PROJECT, output);
      const file = resolve(PROJECT, entryPoint);
      return [file, { code: lazy(texts.get(path), readFileSync(file, "utf8")), map: texts.get(`${path}.map`) }];
    }),
  );
}

function build(files) {
  try {
    return buildSync({ ...OPTIONS, entryPoints: files });
  } catch (error) {
    if (!error.errors?.length) throw error;
    throw new Error(error.errors.map(mistake).join("\n"));
  }
}

function mistake({ text, location }) {
  return location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text;
}

module.exports = { compiled };
