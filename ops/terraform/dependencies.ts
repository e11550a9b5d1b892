import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Stacks by id, each with those whose objects it looks up, as cdktf's manifest has it. */
export function dependenciesIn(outdir: string): ReadonlyMap<string, readonly string[]> {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) return new Map();
  const { stacks = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly stacks?: Readonly<Record<string, { readonly dependencies?: readonly string[] }>>;
  };
  return new Map(Object.entries(stacks).map(([id, { dependencies = [] }]) => [id, dependencies]));
}
