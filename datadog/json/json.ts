/** A JSON value as it comes over the wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; an absent key reads as `undefined`. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value where it is an object, else an empty one. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The value where it is a list, else an empty one. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The strings of a list; anything else in it is left out. */
export function stringsOf(value: unknown): string[] {
  return listOf(value).filter((item): item is string => typeof item === "string");
}

/** The numbers of a list; anything else in it is left out. */
export function numbersOf(value: unknown): number[] {
  return listOf(value).filter((item): item is number => typeof item === "number");
}

/** The value where it is a string. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The object without these keys. */
export function without(value: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** The object without the keys that have no value. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** `changes` over `base`, objects merged key by key, everything else replaced. */
export function mergeDeeply(base: JsonObject, changes: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    setKey(merged, key, isObject(before) && isObject(value) ? mergeDeeply(before, value) : value);
  }
  return merged;
}

/** Sets a key that came from outside: `__proto__` becomes a key like any other. */
export function setKey(target: Record<string, Json | undefined>, key: string, value: Json | undefined): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** How deep brackets nest in JSON text, outside strings: before it is parsed, so that what walks the value is spared. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
