import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "protobufjs";
import { BadPayload } from "./bad-payload";

let root: Root | undefined;

/** The messages of `metrics.proto`. Loaded when the first agent comes. */
function messages(): Root {
  const { parse } = require("protobufjs") as typeof import("protobufjs");
  root ??= parse(readFileSync(join(__dirname, "metrics.proto"), "utf8"), { keepCase: true }).root;
  return root;
}

/**
 * A message of `metrics.proto` as a plain object, with every field.
 * @throws BadPayload where the bytes are none
 */
export function decoded<T>(message: "MetricPayload" | "SketchPayload", bytes: Uint8Array): T {
  const type = messages().lookupType(message);
  try {
    return type.toObject(type.decode(bytes), { longs: Number, defaults: true }) as T;
  } catch (error) {
    throw new BadPayload(
      `Invalid payload: the body is not a protobuf ${message} (${error instanceof Error ? error.message : error})`,
    );
  }
}
