/**
 * TypeScript expressions as values: what code that is written by a program is made of. One is printed (`printCode`), and
 * computed without being printed first (`resultOf`), so that whoever writes code knows what it will give.
 */
export type Code =
  | { readonly kind: "value"; readonly value: string | number | boolean | null | undefined }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly Entry[]; readonly isOpen: boolean }
  | { readonly kind: "exported"; readonly module: string; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "member"; readonly of: Code; readonly name: string }
  | { readonly kind: "call"; readonly callee: Code; readonly args: readonly Code[] }
  | { readonly kind: "function"; readonly names: readonly string[]; readonly body: Code }
  | { readonly kind: "template"; readonly parts: readonly (string | Code)[] };

/** A field of an object, or another object whose fields are all taken over. */
export type Entry = readonly [key: string, value: Code] | { readonly spread: Code };

/** A text, a number, true or false, null, or `undefined`. */
export const value = (plain: string | number | boolean | null | undefined): Code => ({ kind: "value", value: plain });

export const list = (items: readonly Code[]): Code => ({ kind: "list", items });

/** Fields in their order; those without a value are left out. */
export function object(fields: Readonly<Record<string, Code | undefined>>, isOpen = false): Code {
  const entries = Object.entries(fields).filter((entry): entry is [string, Code] => entry[1] !== undefined);
  return { kind: "object", entries, isOpen };
}

/** What a module exports: printed by its name, or by another one where that is taken. */
export const exported = (module: string, name: string): Code => ({ kind: "exported", module, name });

/** A name of the code around, such as a parameter. */
export const local = (name: string): Code => ({ kind: "local", name });

export const member = (of: Code, name: string): Code => ({ kind: "member", of, name });

export const call = (callee: Code, ...args: readonly Code[]): Code => ({ kind: "call", callee, args });

/** `on.name(…args)` */
export const method = (on: Code, name: string, ...args: readonly Code[]): Code => call(member(on, name), ...args);

/** `({ a, b }) => body` */
export const destructuring = (names: readonly string[], body: Code): Code => ({ kind: "function", names, body });

/** Text with code in it: `` `… > ${critical}` ``. */
export const template = (...parts: readonly (string | Code)[]): Code => ({ kind: "template", parts });

/** Any JSON value, as it is. */
export function json(plain: unknown): Code {
  if (Array.isArray(plain)) return list(plain.map(json));
  if (typeof plain === "object" && plain !== null) {
    return { kind: "object", entries: Object.entries(plain).map(([key, item]) => [key, json(item)]), isOpen: false };
  }
  return value(plain as string);
}

/** The code itself and all that is in it. */
export function* partsOf(code: Code): Iterable<Code> {
  yield code;
  for (const inner of insideOf(code)) yield* partsOf(inner);
}

function insideOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case "list":
      return code.items;
    case "object":
      return code.entries.map((entry) => ("spread" in entry ? entry.spread : entry[1]));
    case "member":
      return [code.of];
    case "call":
      return [code.callee, ...code.args];
    case "function":
      return [code.body];
    case "template":
      return code.parts.filter((part) => typeof part !== "string");
    case "value":
    case "exported":
    case "local":
      return [];
  }
}
