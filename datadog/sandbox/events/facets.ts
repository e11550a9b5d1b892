import type { StoredEvent } from "./types";

const RESERVED = ["service", "status", "host", "source", "message", "title"] as const;

/**
 * The values of a facet of an event: `@http.status_code` of its attributes, `service` and its kin of the event itself,
 * anything else of its tags.
 */
export function facetValues(event: StoredEvent, key: string): readonly (string | number | boolean)[] {
  if (key.startsWith("@")) return plain(attributeOf(event.attributes, key.slice(1)));
  const reserved = RESERVED.find((name) => name === key);
  const own = reserved && event[reserved];
  const tags = (event.tags ?? []).filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));
  if (own !== undefined) return [own, ...tags];
  // facets of the older explorers have no @
  return tags.length > 0 ? tags : plain(attributeOf(event.attributes, key));
}

/** `http.status_code` as one key, or as keys in each other. */
function attributeOf(attributes: unknown, path: string): unknown {
  if (typeof attributes !== "object" || attributes === null) return undefined;
  if (Object.hasOwn(attributes, path)) return (attributes as Readonly<Record<string, unknown>>)[path];
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const inner = Object.hasOwn(attributes, path.slice(0, dot))
      ? (attributes as Readonly<Record<string, unknown>>)[path.slice(0, dot)]
      : undefined;
    const found = attributeOf(inner, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function plain(value: unknown): readonly (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap(plain);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [value] : [];
}
