import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The files that a path means: itself, or, where it has `*`, `**` or `?`, all that match, in alphabetical order. Folders whose
 * name begins with a dot, and node_modules, are left out.
 * @param folder where a relative path begins
 */
export function filesOf(path: string, folder: string): readonly string[] {
  if (!/[*?]/.test(path)) return [resolve(folder, path)];
  const parts = path.split("/");
  const fixed = parts.findIndex((part) => /[*?]/.test(part));
  return matching(
    resolve(folder, parts.slice(0, fixed).join("/") || (path.startsWith("/") ? "/" : ".")),
    parts.slice(fixed),
  );
}

function matching(folder: string, [part, ...rest]: readonly string[]): string[] {
  if (part === undefined) return [];
  const entries = entriesOf(folder);
  if (part === "**") {
    const deeper = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name));
    return [...matching(folder, rest), ...deeper.flatMap(({ name }) => matching(join(folder, name), [part, ...rest]))];
  }
  const pattern = new RegExp(
    `^${part
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
  const found = entries.filter(({ name }) => pattern.test(name));
  if (rest.length === 0) return found.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  return found.filter((entry) => entry.isDirectory()).flatMap(({ name }) => matching(join(folder, name), rest));
}

const isHidden = (name: string) => name.startsWith(".") || name === "node_modules";

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
