import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import type { Context } from "hono";
import { depthOf, isObject, type Json, type JsonObject } from "../../json";
import { badRequest, Refusal } from "../refusal";

/** The largest body that is taken, as it comes and once unpacked: Datadog's own limit for unpacked series. */
export const bodyLimit = 5 * 1024 * 1024;

const depthLimit = 100;

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const;

/** The body as text; too large is 413, an encoding that cannot be undone 415, a broken one 400. */
export async function readText(context: Context): Promise<string> {
  const bytes = await readBytes(context);
  const encoding = (context.req.header("Content-Encoding") ?? "identity").toLowerCase().trim();
  const unpacked = encoding === "identity" || encoding === "" ? bytes : await unpack(bytes, encoding);
  const text = unpacked.toString("utf8");
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
  const text = await readText(context);
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

/** `data` of a v2 body, whose `type` must be the resource's. */
export async function readData(context: Context, type: string): Promise<JsonObject> {
  const { data } = await readObject(context);
  if (!isObject(data)) throw badRequest("Invalid payload: 'data' is a required property");
  if (data.type !== type) throw badRequest(`API input validation failed: Invalid type. Expected "${type}".`);
  if (!isObject(data.attributes)) throw badRequest("Invalid payload: 'attributes' is a required property of 'data'");
  return data;
}

async function readBytes(context: Context): Promise<Buffer> {
  if (Number(context.req.header("Content-Length") ?? 0) > bodyLimit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of context.req.raw.body ?? []) {
      size += chunk.byteLength;
      if (size > bodyLimit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    // A client that goes away in the middle is no failure of the sandbox.
    throw error instanceof Refusal ? error : badRequest("The connection was closed before the body was complete");
  }
  return Buffer.concat(chunks);
}

async function unpack(bytes: Buffer, encoding: string): Promise<Buffer> {
  const unpacker = encoding === "gzip" || encoding === "deflate" ? unpackers[encoding] : undefined;
  if (unpacker === undefined) {
    throw new Refusal(415, [
      `Content-Encoding '${encoding.slice(0, 40)}' is not supported: send gzip, deflate or none`,
    ]);
  }
  try {
    return await unpacker(bytes, { maxOutputLength: bodyLimit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw badRequest(`Invalid ${encoding} body`);
  }
}

const tooLarge = () => new Refusal(413, [`Payload too large: at most ${bodyLimit} bytes`]);
