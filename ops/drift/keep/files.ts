import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aligned } from "../../changes/align";

/** Files of a project that are written, with what they were before. */
export class ChangedFiles {
  private readonly before = new Map<string, string | undefined>();

  /** @param folder of the project */
  constructor(readonly folder: string) {}

  /** The text of a file; empty where there is none. */
  read(path: string): string {
    return this.textOf(path) ?? "";
  }

  write(path: string, text: string): void {
    this.note([path]);
    writeFileSync(join(this.folder, path), text);
  }

  /** Takes note of files that somebody else is about to write. */
  note(paths: readonly string[]): void {
    for (const path of paths) if (!this.before.has(path)) this.before.set(path, this.textOf(path));
  }

  /** A file as it was. */
  restore(path: string): void {
    const text = this.before.get(path);
    if (text === undefined) rmSync(join(this.folder, path), { force: true });
    else writeFileSync(join(this.folder, path), text);
    this.before.delete(path);
  }

  /** Each file that changed, with the lines that went and came. */
  lines(): string[] {
    return [...this.before].flatMap(([path, before]) => {
      const after = this.read(path);
      if (after === before) return [];
      if (before === undefined) return [`${path} (new)`];
      return [path, ...lineChanges(before, after).map((line) => `  ${line}`)];
    });
  }

  private textOf(path: string): string | undefined {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  }
}

/** What differs between two texts, line by line: `- was`, `+ is`. */
export function lineChanges(before: string, after: string): string[] {
  const pairs = aligned(before.split(/\r?\n/), after.split(/\r?\n/), (line) => line);
  return pairs.flatMap(({ before: was, after: is }) =>
    was === is ? [] : [...(was === undefined ? [] : [`- ${was}`]), ...(is === undefined ? [] : [`+ ${is}`])],
  );
}
