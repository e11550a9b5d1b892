import type { Json } from "../json";

/** A number that Datadog writes with a fraction: 2 goes out as `2.0`. */
export class Float {
  constructor(readonly value: number) {}
}

/** What an answer is made of: JSON, with `Float` where Datadog writes a fraction. */
export type Answer = Json | undefined | Float | readonly Answer[] | { readonly [key: string]: Answer };

/** JSON text of an answer; keys whose value is `undefined` are left out. */
export function writeJson(value: Answer): string {
  if (value instanceof Float)
    return Number.isInteger(value.value) ? value.value.toFixed(1) : JSON.stringify(value.value);
  if (Array.isArray(value)) return `[${value.map((item: Answer) => writeJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${writeJson(item)}`).join(",")}}`;
}
