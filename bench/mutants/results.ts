import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Mutant } from "./candidates";
import type { Test } from "./coverage";
import type { Fate } from "./trial";

interface Found {
  readonly tests?: readonly Test[];
  readonly fate?: Fate;
}
type Line = { readonly sources: string } | ({ readonly mutant: string } & Found);

/** What a run found about each of its mutants. With a file, a run that was stopped continues where it was. */
export class Results {
  private readonly found = new Map<string, Found>();

  /** Takes the texts of all sources: with others, what the file says no longer holds, which is an error. */
  constructor(
    private readonly path: string | undefined,
    sources: readonly string[],
  ) {
    const hash = createHash("sha256").update(sources.join("\0")).digest("hex");
    const text = path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : "";
    const lines = text.split("\n").filter(Boolean).map(read);
    if (lines.length === 0) this.write({ sources: hash });
    for (const line of lines) {
      if (!("sources" in line)) this.keep(line.mutant, line);
      else if (line.sources !== hash) throw new Error(`The sources have changed since ${path} was written: delete it.`);
    }
  }

  of(mutant: Mutant): Found {
    return this.found.get(keyOf(mutant)) ?? {};
  }

  add(mutant: Mutant, found: Found): void {
    this.keep(keyOf(mutant), found);
    this.write({ mutant: keyOf(mutant), ...found });
  }

  private keep(key: string, found: Found): void {
    this.found.set(key, { ...this.found.get(key), ...found });
  }

  private write(line: Line): void {
    if (this.path !== undefined) appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}

const read = (line: string) => JSON.parse(line) as Line;

const keyOf = ({ file, start, end, replacement }: Mutant) => `${file}:${start}-${end} ${replacement}`;
