const { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname } = require("node:path");
const vm = require("node:vm");

const BEGIN = "[\n";
const BEFORE = "function (exports, require, module, __filename, __dirname) {\n";
const AFTER = "\n},\n";
const END = "]";

/** A longer module, such as the provider's typed dashboard, costs more to read whole than V8's data saves. */
const LONGEST = 2_000_000;

/** A type in a comment of JSDoc: `@type {import('.')}`. */
const TYPE = /@\w+\s+\{\s*import\s*\(/g;

/** A file that changed this recently may change again without a new time. */
const SETTLED_MS = 100;

/**
 * The code of many modules in one script, with what V8 made of it. A file of four parts: a line that lists the modules,
 * the script, source maps, and V8's data. It is written whole and put in place by a rename, so that commands may run side
 * by side; where it cannot be written, every run compiles. A module counts only while its file is unchanged.
 */
class Pack {
  /** @param path the file; one that cannot be read counts as empty */
  constructor(path) {
    this.path = path;
    /** Path of a module → its code, the stamp of the file it is from, and in the script its index and first line. */
    this.modules = new Map();
    this.maps = new Map();
    this.changed = false;
    try {
      this.#read(readFileSync(path));
    } catch {
      this.modules.clear();
    }
  }

  #read(bytes) {
    const begin = bytes.indexOf("\n") + 1;
    const { encoding, modules, sizes } = JSON.parse(bytes.toString("utf8", 0, begin));
    const [maps, data, end] = [begin + sizes.script, begin + sizes.script + sizes.maps, bytes.length];
    const text = bytes.toString(encoding, begin, maps);
    this.script = new vm.Script(text, {
      filename: this.path,
      cachedData: data < end ? bytes.subarray(data) : undefined,
    });
    this.functions = this.script.runInThisContext();
    // V8 keeps what a script ran; what another version of V8 kept, it rejects.
    this.changed = data === end || this.script.cachedDataRejected === true;
    this.readMaps = () => JSON.parse(bytes.toString("utf8", maps, data));
    let [at, line] = [BEGIN.length, 2];
    for (const [index, [file, stamp, length, lines]] of modules.entries()) {
      const from = at + BEFORE.length;
      this.modules.set(file, { stamp, index, firstLine: line + 1, lines, code: () => text.slice(from, from + length) });
      at = from + length + AFTER.length;
      line += lines + 2;
    }
  }

  /** Runs a module of the script. @returns whether it is there, made of its file as that is now */
  run(module, filename) {
    const packed = this.modules.get(filename);
    if (packed?.index === undefined || packed.stamp !== stampOf(filename)) return false;
    const call = this.functions[packed.index];
    call.call(module.exports, module.exports, requireOf(module), module, filename, dirname(filename));
    return true;
  }

  /**
   * Keeps a module for the next run.
   * @param code what Node runs
   * @param map its source map, as text @default the code is the file's own text
   */
  add(filename, code, map) {
    if (map !== undefined) this.maps.set(filename, map);
    // What was known of the file before it changed is no longer what runs.
    this.modules.delete(filename);
    const stamp = stampOf(filename, Date.now() - SETTLED_MS);
    // import() in the script would look for a file from the script's own place; what is compiled has none.
    const fits = map !== undefined || !(/\bimport\s*\(/.test(code.replaceAll(TYPE, "")) || code.startsWith("#!"));
    if (stamp === undefined || !fits || code.length > LONGEST) return;
    this.modules.set(filename, { stamp, lines: code.split("\n").length, code: () => code });
    this.changed = true;
  }

  /** The module at a line of the script, and the line of its code; both lines count from 1. */
  locate(line) {
    for (const [file, { firstLine, lines }] of this.modules) {
      if (line >= firstLine && line < firstLine + lines) return { file, line: line - firstLine + 1 };
    }
    return undefined;
  }

  /** A line of a module's code, counted from 1; undefined where the code is not kept. */
  lineOf(file, line) {
    return this.modules.get(file)?.code().split("\n")[line - 1];
  }

  /** The source map of a module, as text; undefined where its code is the file's own text. */
  mapOf(file) {
    this.packedMaps ??= this.readMaps?.() ?? {};
    return this.maps.get(file) ?? this.packedMaps[file];
  }

  /** Writes what there is for the next run, if something is new. Failing to is no failure of the program. */
  save() {
    if (!this.changed) return;
    const fresh = [...this.modules].filter(([file, { stamp }]) => stamp === stampOf(file));
    const codes = fresh.map(([, { code }]) => code());
    const text = BEGIN + codes.map((code) => BEFORE + code + AFTER).join("") + END;
    // Read as fast as memory is copied, which UTF-8 is not.
    const encoding = /^[\0-\xff]*$/.test(text) ? "latin1" : "utf16le";
    const script = Buffer.from(text, encoding);
    const maps = Buffer.from(JSON.stringify(Object.fromEntries(fresh.map(([file]) => [file, this.mapOf(file)]))));
    const modules = fresh.map(([file, { stamp, lines }], index) => [file, stamp, codes[index].length, lines]);
    const same = fresh.length === this.functions?.length && fresh.every(([, { index }]) => index !== undefined);
    const head = { encoding, modules, sizes: { script: script.length, maps: maps.length } };
    const data = same ? this.script.createCachedData() : Buffer.alloc(0);
    const draft = `${this.path}.${process.pid}`;
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      writeFileSync(draft, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), script, maps, data]));
      renameSync(draft, this.path);
    } catch {
      removeIfThere(draft);
    }
  }
}

function removeIfThere(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never written: what should be its folder is a file.
  }
}

/** What changes when a file does; undefined for a file that is gone, or that changed after `latest`. */
function stampOf(file, latest = Number.POSITIVE_INFINITY) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined || stat.mtimeMs > latest ? undefined : `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
}

/** The `require` that Node gives to a module. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

module.exports = { Pack };
