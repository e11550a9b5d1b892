import { isObject } from "../../../json";
import type { StoredEvent } from "../../events";
import { statusOf } from "./status";

/** The official attributes of a log that are texts. */
const TEXTS = ["message", "service", "host", "source", "status"] as const;

type Official = (typeof TEXTS)[number];

/** Attributes, nested as in JSON. */
export type Attributes = Record<string, unknown>;

/** A log on its way through the pipelines. */
export interface Log extends Partial<Record<Official, string>> {
  /** Milliseconds since 1970. */
  time: number;
  /** `key:value`. */
  tags: string[];
  attributes: Attributes;
}

/** The value at a path with dots: of an attribute, else of an official one (`message`, `service`). */
export function valueAt(log: Log, path: string): unknown {
  const own = attributeAt(log.attributes, path);
  if (own !== undefined) return own;
  const name = path === "ddsource" ? "source" : TEXTS.find((text) => text === path);
  return name && log[name];
}

/** The first of several paths that has a value, and the value. */
export function firstOf(
  log: Log,
  paths: readonly string[],
): { readonly path: string; readonly value: unknown } | undefined {
  for (const path of paths) {
    const value = valueAt(log, path);
    if (value !== undefined && value !== null) return { path, value };
  }
  return undefined;
}

/** `http.status_code` as one key, or as keys in each other. */
export function attributeAt(attributes: unknown, path: string): unknown {
  if (!isObject(attributes)) return undefined;
  if (Object.hasOwn(attributes, path)) return attributes[path];
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const key = path.slice(0, dot);
    const found = Object.hasOwn(attributes, key) ? attributeAt(attributes[key], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Sets the attribute at a path; what stands in its way is replaced. */
export function setAttribute({ attributes }: Log, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  let into = attributes;
  for (const key of keys) {
    const known = Object.hasOwn(into, key) ? into[key] : undefined;
    const inner: Attributes = isObject(known) ? (known as Attributes) : {};
    put(into, key, inner);
    into = inner;
  }
  put(into, last, value);
}

/** Takes the attribute at a path out. */
export function removeAttribute({ attributes }: Log, path: string): void {
  const remove = (from: unknown, rest: string): boolean => {
    if (!isObject(from)) return false;
    if (Object.hasOwn(from, rest)) return delete (from as Attributes)[rest];
    for (let dot = rest.indexOf("."); dot > 0; dot = rest.indexOf(".", dot + 1)) {
      const key = rest.slice(0, dot);
      if (Object.hasOwn(from, key) && remove(from[key], rest.slice(dot + 1))) return true;
    }
    return false;
  };
  remove(attributes, path);
}

/** Adds attributes; objects are joined, anything else is replaced. */
export function mergeAttributes(into: Attributes, from: Readonly<Attributes>): void {
  for (const [key, value] of Object.entries(from)) {
    const known = Object.hasOwn(into, key) ? into[key] : undefined;
    if (isObject(known) && isObject(value)) mergeAttributes(known as Attributes, value as Attributes);
    else put(into, key, value);
  }
}

/** A plain assignment to `__proto__` would set the prototype. */
function put(into: Attributes, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The log as searches find it. */
export function eventOf({ time, tags, attributes, ...official }: Log): StoredEvent {
  return {
    kind: "logs",
    time: time / 1000,
    ...official,
    status: statusOf(official.status ?? "info"),
    tags,
    attributes,
  };
}
