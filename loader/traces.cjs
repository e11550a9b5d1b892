const { SourceMap } = require("node:module");
const { columnBefore } = require("./lazy.cjs");

/**
 * Has stack traces name files and lines as they are written. A map is read when the first trace is: most runs have none.
 * @param sources the pack of what is compiled; its modules may also run outside the pack
 * @param packages the pack of what runs as it is
 */
function mapTraces(sources, packages) {
  const maps = new Map();
  const mapOf = (file) => {
    // A module that changed and was loaded again has another.
    const text = sources.mapOf(file);
    if (maps.get(file)?.text !== text) maps.set(file, { text, map: mapFrom(text) });
    return maps.get(file)?.map;
  };

  const written = (file, line, column) => {
    const pack = [sources, packages].find(({ path }) => path === file);
    const module = pack === undefined ? { file, line } : pack.locate(line);
    if (module === undefined) return undefined;
    const compiled = columnBefore(sources.lineOf(module.file, module.line) ?? "", column);
    const entry = mapOf(module.file)?.findEntry(module.line - 1, compiled - 1);
    if (entry?.originalLine === undefined) return `${module.file}:${module.line}:${column}`;
    return `${module.file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };

  const text = (frame) => {
    const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
    const place = file && line && column ? written(file, line, column) : undefined;
    return place === undefined ? String(frame) : String(frame).replace(`${file}:${line}:${column}`, () => place);
  };

  Error.prepareStackTrace = (error, frames) =>
    // cdktf takes traces of plain objects, thousands of them, that nobody reads.
    [headOf(error), ...frames.map((frame) => `    at ${error instanceof Error ? text(frame) : frame}`)].join("\n");
}

function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "<error>";
  }
}

function mapFrom(text) {
  return text === undefined ? undefined : new SourceMap(JSON.parse(text));
}

module.exports = { mapTraces };
