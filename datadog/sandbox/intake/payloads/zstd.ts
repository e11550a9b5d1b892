import type { Decompress } from "fzstd";

/** A zstd body that unpacks to more than is taken, or asks for more memory. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

const MAGIC = 0xfd2fb528;

/** Frames that hold no data: `0x184D2A50` to `0x184D2A5F`. */
const SKIPPABLE = 0x184d2a5;

/**
 * Unpacks a zstd body.
 * @param most bytes of the result, and of the window that a frame may ask for
 * @throws TooLarge, or Error for what is no zstd
 */
export function unpackZstd(bytes: Uint8Array, most: number): Buffer {
  checkFrames(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const { Decompress: Unpacker } = require("fzstd") as { Decompress: typeof Decompress };
  const unpacker = new Unpacker((chunk) => {
    size += chunk.length;
    if (size > most) throw new TooLarge(`more than ${most} bytes`);
    chunks.push(chunk.slice());
  });
  unpacker.push(bytes, true);
  return Buffer.concat(chunks);
}

/** Walks over frames and blocks by their headers: a frame of a few bytes may ask for a window of gigabytes. */
function checkFrames(bytes: Buffer, most: number): void {
  let at = 0;
  do {
    const magic = bytes.readUInt32LE(at);
    if (magic >>> 4 === SKIPPABLE) {
      at += 8 + bytes.readUInt32LE(at + 4);
      continue;
    }
    if (magic !== MAGIC) throw new Error("there is no zstd frame");
    const header = headerAt(bytes, at + 4);
    if (header.window > most) throw new TooLarge(`a window of ${header.window} bytes`);
    at = afterBlocks(bytes, header.end) + header.checksum;
  } while (at < bytes.length);
}

/** @see https://datatracker.ietf.org/doc/html/rfc8878#name-frame-header */
function headerAt(bytes: Buffer, start: number) {
  const descriptor = bytes.readUInt8(start);
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const sizeField = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  let at = start + 1;
  let window = 0;
  if (!isSingle) {
    const byte = bytes.readUInt8(at++);
    const base = 2 ** (10 + (byte >> 3));
    window = base + (base / 8) * (byte & 7);
  }
  at += dictionary;
  if (isSingle) window = contentSize(bytes, at, sizeField);
  return { window, end: at + sizeField, checksum: (descriptor & 4) !== 0 ? 4 : 0 };
}

function contentSize(bytes: Buffer, at: number, field: number): number {
  if (field === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, field) + (field === 2 ? 256 : 0);
}

/** Where the blocks that start here end. */
function afterBlocks(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const header = bytes.readUIntLE(at, 3);
    const isRepeated = ((header >> 1) & 3) === 1;
    at += 3 + (isRepeated ? 1 : header >> 3);
    if ((header & 1) === 1) return at;
  }
}
