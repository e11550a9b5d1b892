/*
 * Texts with places: a value, and where in the text each part of it is. YAML and HCL have doors of their own
 * (`datadog/source/yaml`, `datadog/source/hcl`), so that who reads neither does not load their parsers.
 */
export type { Comment, Rewrite, SourceContents, SourceDocument, SourcePath, Span } from "./document";
export { nearestSpan } from "./document";
export { SourceError, type SourceProblem } from "./error";
export { jsonDocument, readJson } from "./json";
export { Lines } from "./lines";
export { type Located, LocatedText } from "./located";
export { decodeText, readTextFile, type SourceText, shownPath, whyUnreadable } from "./text";
export { readLines } from "./text-lines";
