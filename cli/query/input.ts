import { decodeText, readTextFile, type SourceText } from "../../datadog/source";

/** An argument that makes no sense: one line, exit 2. */
export class UsageError extends Error {}

/**
 * Reads a file, or standard input for `-`.
 * @throws SourceError naming the file
 */
export function readInput(name: string, stdin: () => Buffer): SourceText {
  return name === "-" ? decodeText(name, standardInput(stdin)) : readTextFile(name, name);
}

function standardInput(stdin: () => Buffer): Buffer {
  try {
    return stdin();
  } catch (error) {
    // an interactive or closed standard input has nothing to read
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EAGAIN" || code === "EOF") return Buffer.alloc(0);
    throw error;
  }
}
