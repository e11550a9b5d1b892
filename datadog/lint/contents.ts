import { Lines, readJson, type SourceContents, SourceError, type SourceText, type Span } from "../source";
import { queryLines, type TextKind } from "./query-lines";
import type { Contents } from "./subject";

/** How a file is read. */
export type FileFormat = "text" | "json" | "yaml" | "hcl";

const BY_ENDING: Readonly<Record<string, FileFormat>> = {
  ...{ txt: "text", json: "json", jsonl: "json", ndjson: "json", yaml: "yaml", yml: "yaml" },
  ...{ tf: "hcl", tofu: "hcl", hcl: "hcl" },
};

/** By the ending of the name; any other file, and standard input, by how it begins. */
export function formatOf({ name, text }: Pick<SourceText, "name" | "text">): FileFormat {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  const known = ending !== undefined && Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (known) return known;
  if (/^\s*[[{]/.test(text)) return "json";
  if (/^(resource|data|module|variable|output|provider)( "[^"\n]*")+ \{|^(terraform|locals) \{/m.test(text))
    return "hcl";
  return /^(- )?(monitors|name|type|query|message|title|options):(\s|$)/m.test(text) ? "yaml" : "text";
}

/**
 * What a file holds. What reads a format is loaded when a file of that format comes.
 * @throws SourceError when it cannot be read as its format, or holds nothing that is known here
 */
export async function contentsOf(file: SourceText, as?: TextKind): Promise<Contents> {
  const format = formatOf(file);
  if (format === "text") {
    const lines = queryLines(file.text, as);
    return { ...lines, isEmpty: lines.subjects.length === 0 };
  }
  if (as !== undefined) {
    refuse(
      file,
      undefined,
      `--as applies to text files with one query per line, but this file is ${format.toUpperCase()}`,
    );
  }
  const { documents, comments } = await READERS[format](file.name, file.text);
  const definitions: typeof import("./document-subjects") = require("./document-subjects");
  const areas = new CommentAreas(file.text);
  const subjects = documents.flatMap((document) =>
    definitions.documentSubjects(document, {
      isTerraform: format === "hcl",
      isWritten: format === "yaml",
      areaOf: (path) => areas.next(document.extent(path)),
      refuse: (path, message) => refuse(file, document.span(path)?.start, message),
    }),
  );
  // a configuration may well be about other things
  const isTerraform = format === "hcl" || documents.some(({ value }) => definitions.mayBeTerraform(value));
  const isEmpty = file.text.trim() === "" || (subjects.length === 0 && !isTerraform);
  return { subjects, comments, isEmpty };
}

const READERS: Readonly<
  Record<Exclude<FileFormat, "text">, (name: string, text: string) => SourceContents | Promise<SourceContents>>
> = {
  json: readJson,
  yaml: (...file) => (require("../source/yaml") as typeof import("../source/yaml")).readYamlDocuments(...file),
  hcl: (...file) => (require("../source/hcl") as typeof import("../source/hcl")).readHcl(...file),
};

function refuse({ name, text }: SourceText, offset: number | undefined, message: string): never {
  const place = offset === undefined ? { line: 0, column: 0 } : new Lines(text).position(offset);
  throw new SourceError([{ file: name, ...place, message }]);
}

/** Where the comments about each definition are: from the end of the one before to the end of its own last line. */
class CommentAreas {
  private before = 0;

  constructor(private readonly text: string) {}

  next(extent: Span | undefined): Span | undefined {
    if (!extent) return undefined;
    const last = this.text.slice(0, extent.end).trimEnd().length;
    const lineBreak = this.text.indexOf("\n", last);
    const area = { start: this.before, end: lineBreak < 0 ? this.text.length : lineBreak };
    this.before = area.end;
    return area;
  }
}
