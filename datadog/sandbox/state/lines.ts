import { crc32 } from "node:zlib";
import { isObject, type Json } from "../../json";
import type { Change } from "./changes";

/**
 * A state file is text: a first line that says what it is, then a line for each group of changes that was saved at once, each
 * with the checksum of what follows: `1c291ca3 [{"map":"monitors","id":10000001,"value":{…}}]`. A change without a value is
 * a deletion.
 */
const HEADER = "datadog-sandbox-state 1 ";

/** What a state file says. */
export interface StateText {
  /** What the ids of the org are made of. */
  readonly seed: string;
  readonly changes: readonly Change[];
  /** Bytes of the complete lines. */
  readonly size: number;
  /** Bytes after those: the beginning of a line that was never complete, and never acknowledged. */
  readonly torn: number;
}

/** The first line of a file. */
export const headerLine = (seed: string) => `${HEADER}${seed}\n`;

/** Changes that are saved together or not at all, as a line. */
export function changesLine(changes: readonly Change[]): string {
  const text = JSON.stringify(changes);
  return `${checksum(text)} ${text}\n`;
}

const checksum = (text: string | Uint8Array) => crc32(text).toString(16).padStart(8, "0");

/**
 * Reads a state file. Only its last line can be incomplete, since a line is written once the one before is on the disk.
 * @returns undefined for one that was just created: nothing, or a part of the first line
 * @throws Error for a file that is something else, or whose middle is damaged
 */
export function readState(bytes: Buffer): StateText | undefined {
  const first = lineAt(bytes, 0);
  if (first === undefined) {
    if (HEADER.startsWith(bytes.toString("latin1", 0, HEADER.length))) return undefined;
    throw new Error("it is not a state file of the sandbox");
  }
  const header = first.text.toString("latin1");
  if (!header.startsWith(HEADER)) throw new Error("it is not a state file of the sandbox");
  const changes: Change[] = [];
  let size = first.next;
  for (let number = 2; size < bytes.length; number++) {
    const line = lineAt(bytes, size);
    const read = line && changesIn(line.text);
    if (line !== undefined && read === undefined && line.next < bytes.length) {
      throw new Error(`line ${number} is damaged. Restore a copy of the file, or start with another file`);
    }
    if (line === undefined || read === undefined) break;
    for (const change of read) changes.push(change);
    size = line.next;
  }
  return { seed: header.slice(HEADER.length), changes, size, torn: bytes.length - size };
}

/** The line that begins at `start`; undefined where it does not end. */
function lineAt(bytes: Buffer, start: number): { readonly text: Buffer; readonly next: number } | undefined {
  const end = bytes.indexOf(0x0a, start);
  return end < 0 ? undefined : { text: bytes.subarray(start, end), next: end + 1 };
}

/** The changes of a line; undefined where it is not what was written. */
function changesIn(line: Buffer): Change[] | undefined {
  const text = line.subarray(9);
  if (line.toString("latin1", 0, 9) !== `${checksum(text)} `) return undefined;
  const changes = JSON.parse(text.toString("utf8")) as Json;
  return Array.isArray(changes) && changes.every(isChange) ? (changes as unknown as Change[]) : undefined;
}

function isChange(value: Json): boolean {
  if (!isObject(value)) return false;
  return typeof value.map === "string" && (typeof value.id === "string" || typeof value.id === "number");
}
