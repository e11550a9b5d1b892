import { readFileSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { wholeFileError } from "./error";

/** A text as it was read, without its byte order mark. */
export interface SourceText {
  /** What problems call it. */
  readonly name: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
}

/** More than anybody writes by hand or Terraform plans; beyond it, a text costs gigabytes to hold with its places. */
const MAX_MEGABYTES = 64;

/**
 * The text of bytes in UTF-8.
 * @throws SourceError when they are something else, or more than 64 MB
 */
export function decodeText(name: string, bytes: Uint8Array): SourceText {
  if (bytes.length > MAX_MEGABYTES * 1024 * 1024) {
    throw wholeFileError(name, `it is larger than ${MAX_MEGABYTES} MB; split it into several files`);
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw wholeFileError(name, "it is UTF-16 text; save it as UTF-8");
  }
  if (bytes.includes(0)) throw wholeFileError(name, "it is not text");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw wholeFileError(name, "it is not UTF-8 text");
  }
  const byteOrderMark = text.startsWith("\ufeff");
  return { name, text: byteOrderMark ? text.slice(1) : text, byteOrderMark };
}

/**
 * Reads a file.
 * @param name what problems call it @default the path as {@link shownPath} has it
 * @throws SourceError when it cannot be read, or is not UTF-8 text
 */
export function readTextFile(path: string, name: string = shownPath(path)): SourceText {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw wholeFileError(name, whyUnreadable(error));
  }
  return decodeText(name, bytes);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory, not a file",
  EACCES: "you do not have permission to read it",
};

/** Why a file could not be read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? `it cannot be read (${code || error})`;
}

/** A path as messages show it: relative to the working directory where it lies inside. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside.split("\\").join("/");
}
