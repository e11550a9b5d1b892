import { readFileSync } from "node:fs";
import { whyUnreadable } from "../../datadog/source";

/** A file that cannot be used, or an argument that makes no sense: one line, exit 2. */
export class UsageError extends Error {}

/** A file as it was read, without its byte order mark. */
export interface InputFile {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  readonly text: string;
  readonly byteOrderMark: boolean;
}

/**
 * Reads a file, or standard input for `-`.
 * @throws UsageError naming the file
 */
export function readInput(name: string, stdin: () => Buffer): InputFile {
  let bytes: Buffer;
  try {
    bytes = name === "-" ? stdin() : readFileSync(name);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // an interactive or closed standard input has nothing to read
    if (name === "-" && (code === "EAGAIN" || code === "EOF")) bytes = Buffer.alloc(0);
    else throw new UsageError(`${name}: ${whyUnreadable(error)}`);
  }
  return decode(name, bytes);
}

function decode(name: string, bytes: Buffer): InputFile {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UsageError(`${name}: it is UTF-16; save it as UTF-8`);
  }
  if (bytes.includes(0)) throw new UsageError(`${name}: it is not text`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name}: it is not UTF-8 text`);
  }
  const byteOrderMark = text.startsWith("\ufeff");
  return { name, text: byteOrderMark ? text.slice(1) : text, byteOrderMark };
}
