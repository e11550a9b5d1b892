/*
 * Loads the TypeScript of this project: `node --require ./loader/register.cjs FILE.ts`. Modules stay as Node makes them,
 * one for each file. What is kept between runs, in a file for each entry point, is their compiled code (pack.cjs): most
 * of the time of a command was loading. Only a file that changed is compiled again.
 */
const Module = require("node:module");
const { dirname, join, relative, sep } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Pack } = require("./pack.cjs");
const { mapTraces } = require("./traces.cjs");

// The V8 of Node 20 optimizes a function that ran for less than a millisecond. A server gains by that; a command, which ends
// soon, loses a quarter of its time. Here it waits some milliseconds, as later versions do by themselves.
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1000000");

const PROJECT = dirname(__dirname);
const CACHE = join(PROJECT, "node_modules", ".cache", "loader", process.version);
const ENTRY = relative(PROJECT, process.argv[1] ?? "").replaceAll(/[^\w.-]+/g, "-");
const INSTALLED = `${sep}node_modules${sep}`;

// Packages seldom change: what V8 keeps of them outlives a change of a source.
const sources = new Pack(join(CACHE, `${ENTRY}.sources`));
const packages = new Pack(join(CACHE, `${ENTRY}.packages`));

Module._extensions[".ts"] = (module, filename) => {
  if (sources.run(module, filename)) return;
  const { compiled } = require("./compile.cjs");
  const { code, map } = compiled(filename);
  sources.add(filename, code, map);
  module._compile(code, filename);
};

const loadScript = Module._extensions[".js"];
Module._extensions[".js"] = (module, filename) => {
  if (filename.includes(INSTALLED)) {
    if (packages.run(module, filename)) return;
    module._compile = (code, name, format, ...rest) => {
      delete module._compile;
      if (format !== "module") packages.add(filename, code);
      return module._compile(code, name, format, ...rest);
    };
  }
  loadScript(module, filename);
};

mapTraces(sources, packages);

process.on("exit", () => {
  sources.save();
  packages.save();
});
