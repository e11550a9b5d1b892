import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The stacks that each stack links to, by its id: they are applied before it is planned. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** The dependencies of the stacks that were synthesized into a folder. */
export function readDependencies(outdir: string): Dependencies {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) return new Map();
  const { stacks = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly stacks?: Readonly<Record<string, { readonly dependencies?: readonly string[] }>>;
  };
  return new Map(Object.entries(stacks).map(([id, { dependencies = [] }]) => [id, dependencies]));
}

/**
 * Stacks in rounds: those of a round link to none but those of earlier rounds, and so can be planned together. One round
 * where no stack links to another.
 * @param ids in the order in which they would be deployed; a stack that is not among them holds none up
 */
export function inRounds(ids: readonly string[], dependencies: Dependencies): string[][] {
  const rounds: string[][] = [];
  let left = ids;
  while (left.length > 0) {
    const waits = (id: string) => (dependencies.get(id) ?? []).some((other) => other !== id && left.includes(other));
    const round = left.filter((id) => !waits(id));
    // Synthesis refuses circles.
    if (round.length === 0) return [...rounds, [...left]];
    rounds.push(round);
    left = left.filter((id) => !round.includes(id));
  }
  return rounds;
}

/** What a summary says of the stacks that link to others, a line each. */
export function dependencyLines(dependencies: Dependencies): string[] {
  return [...dependencies]
    .filter(([, others]) => others.length > 0)
    .map(([id, others]) => `${id} links to ${others.join(" and ")}: it is planned after ${verb(others)} applied.`);
}

const verb = (others: readonly string[]) => (others.length === 1 ? `${others[0]} is` : "they are");
