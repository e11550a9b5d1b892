import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import type { Context } from "hono";
import { depthOf, isObject, type Json, type JsonObject, own } from "../../json";
import { TooLarge, unpackZstd } from "../intake/payloads/zstd";
import { badRequest, Refusal } from "../refusal";

/** The largest body that is taken, as it comes and once unpacked: Datadog's own limit for unpacked series. */
export const bodyLimit = 5 * 1024 * 1024;

const depthLimit = 100;

const inflated = promisify(inflate);
const gunzipped = promisify(gunzip);

type Unpacker = (bytes: Buffer, most: number) => Buffer | Promise<Buffer>;

const unpackers: Readonly<Record<string, Unpacker>> = {
  gzip: (bytes, most) => gunzipped(bytes, { maxOutputLength: most }),
  deflate: (bytes, most) => inflated(bytes, { maxOutputLength: most }),
  zstd: unpackZstd,
};

/**
 * The body, unpacked; too large is 413, an encoding that cannot be undone 415, a broken one 400.
 * @param most bytes, as they come and unpacked
 */
export async function readBytes(context: Context, most = bodyLimit): Promise<Buffer> {
  const bytes = await readPacked(context, most);
  const encoding = (context.req.header("Content-Encoding") ?? "identity").toLowerCase().trim();
  return encoding === "identity" || encoding === "" ? bytes : unpack(bytes, encoding, most);
}

/** The body as text; what `readBytes` refuses is refused. */
export async function readText(context: Context): Promise<string> {
  // A byte order mark is no part of the text.
  const text = (await readBytes(context)).toString("utf8").replace(/^\ufeff/, "");
  bodies.set(context.req.raw, text);
  return text;
}

const bodies = new WeakMap<Request, string>();

/** The body of a request that was read already. */
export function readBodyOf(context: Context): string | undefined {
  return bodies.get(context.req.raw);
}

/** The body as JSON; anything else is refused (400), whatever its content type says. */
export async function readJson(context: Context): Promise<Json> {
  return jsonIn(await readText(context));
}

/** Text as JSON; anything else is refused (400). */
export function jsonIn(text: string): Json {
  if (depthOf(text) > depthLimit) throw badRequest(`Invalid JSON: nested more than ${depthLimit} levels deep`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw badRequest(`Invalid JSON: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

/** The body as a JSON object. */
export async function readObject(context: Context): Promise<JsonObject> {
  const body = await readJson(context);
  if (!isObject(body)) throw badRequest("Invalid payload: expected a JSON object");
  return body;
}

/** The same, where a client may send none: an empty object. */
export async function readOptionalObject(context: Context): Promise<JsonObject> {
  const text = await readText(context);
  if (text.trim() === "") return {};
  const body = jsonIn(text);
  if (isObject(body)) return body;
  throw badRequest("Invalid payload: expected a JSON object");
}

/** `data` of a v2 body, whose `type` must be the resource's. */
export async function readData(context: Context, type: string): Promise<JsonObject> {
  const { data } = await readObject(context);
  if (!isObject(data)) throw badRequest("Invalid payload: 'data' is a required property");
  if (data.type !== type) throw badRequest(`API input validation failed: Invalid type. Expected "${type}".`);
  if (!isObject(data.attributes)) throw badRequest("Invalid payload: 'attributes' is a required property of 'data'");
  return data;
}

async function readPacked(context: Context, most: number): Promise<Buffer> {
  if (Number(context.req.header("Content-Length") ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of context.req.raw.body ?? []) {
      size += chunk.byteLength;
      if (size > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } catch (error) {
    // A client that goes away in the middle is no failure of the sandbox.
    throw error instanceof Refusal ? error : badRequest("The connection was closed before the body was complete");
  }
  return Buffer.concat(chunks);
}

async function unpack(bytes: Buffer, encoding: string, most: number): Promise<Buffer> {
  const unpacker = own(unpackers, encoding);
  if (unpacker === undefined) {
    throw new Refusal(415, [
      `Content-Encoding '${encoding.slice(0, 40)}' is not supported: send gzip, deflate, zstd, or none`,
    ]);
  }
  try {
    return await unpacker(bytes, most);
  } catch (error) {
    if (error instanceof TooLarge || (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw tooLarge(most);
    }
    throw badRequest(`Invalid ${encoding} body`);
  }
}

const tooLarge = (most: number) => new Refusal(413, [`Payload too large: at most ${most} bytes`]);
