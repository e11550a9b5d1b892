/*
 * Has a compiled module load what it imports when it first uses it, and not before: a command uses a part of what its modules
 * import. What `import "./x"`, `import * as`, and `export *` name, and Node's own modules are loaded where they are written.
 */

/** How esbuild writes an import. */
const IMPORT = /^var (import_\w+) = ((?:__toESM\()?require\("(?!node:)[^"]+"\)\)?);$/gm;
/** A use of one, below: `import_x` became `(import_x$())`. */
const USE = /\(import_\w+\$\(\)\)/g;
const ADDED = "($())".length;

/**
 * @param code a module as esbuild gives it
 * @param source the text that it was compiled from
 * @returns the code, with the same lines
 */
function lazy(code, source) {
  // Only esbuild makes such names, unless the text has them already.
  if (source.includes("import_")) return code;
  const imports = [...code.matchAll(IMPORT)].filter(([, name]) => new RegExp(`\\b${name}\\b(?! =)`).test(code));
  if (imports.length === 0) return code;
  const names = imports.map(([, name]) => name).join("|");
  const used = code.replaceAll(new RegExp(`\\b(?:${names})\\b(?! =)`, "g"), "($&$$())");
  return used.replaceAll(
    new RegExp(`^var (${names}) = (.*);$`, "gm"),
    "var $$$1; function $1$$() { return $$$1 ??= $2; }",
  );
}

/** The column, from 1, that a column of a line had before `lazy`. */
function columnBefore(line, column) {
  return column - ADDED * (line.slice(0, column - 1).match(USE)?.length ?? 0);
}

module.exports = { columnBefore, lazy };
