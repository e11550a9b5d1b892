import type { Code } from "./code";

/** What a module exports, by name. */
export type Modules = (module: string) => Readonly<Record<string, unknown>>;

/**
 * What code computes.
 * @param modules what the code's modules export
 * @param locals values of the names of the code around
 * @throws whatever the called functions throw
 */
export function resultOf(code: Code, modules: Modules, locals: Readonly<Record<string, unknown>> = {}): unknown {
  const of = (inner: Code) => resultOf(inner, modules, locals);
  switch (code.kind) {
    case "value":
      return code.value;
    case "list":
      return code.items.map(of);
    case "object":
      return objectOf(code.entries.map((entry) => ("spread" in entry ? of(entry.spread) : [entry[0], of(entry[1])])));
    case "exported":
      return modules(code.module)[code.name];
    case "local":
      return locals[code.name];
    case "member":
      return (of(code.of) as Readonly<Record<string, unknown>>)[code.name];
    case "call":
      return called(code, of);
    case "function":
      return (given: Readonly<Record<string, unknown>>) => resultOf(code.body, modules, { ...locals, ...given });
    case "template":
      return code.parts.map((part) => (typeof part === "string" ? part : String(of(part)))).join("");
  }
}

function objectOf(parts: readonly unknown[]): object {
  const made = {};
  for (const part of parts) {
    if (!Array.isArray(part)) Object.assign(made, part);
    else Object.defineProperty(made, part[0], { value: part[1], enumerable: true, writable: true, configurable: true });
  }
  return made;
}

function called({ callee, args }: Extract<Code, { kind: "call" }>, of: (code: Code) => unknown): unknown {
  const values = args.map(of);
  if (callee.kind !== "member") return (of(callee) as (...args: unknown[]) => unknown)(...values);
  const on = of(callee.of) as Readonly<Record<string, (...args: unknown[]) => unknown>>;
  return on[callee.name]!(...values);
}
