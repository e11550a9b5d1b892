import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./mutants/candidates";
import { TrialGround } from "./mutants/trial";

/**
 * How many small mistakes in the source the types and tests catch: `npm run bench -- mutants [--count N] [--seed S]
 * [--files GLOB]`. Mutants are chosen by a seed, each kind of mistake as often as the others, and tried one at a time in a
 * copy of the project, with the tests that a first run of all shows to run its place. One is caught when it does not compile,
 * a test fails, or the tests do not end. Survivors are printed
 * with their place; those with a reason to survive are in `bench/mutants/survivors.md`. The last line is the share caught.
 */
const PROJECT = join(__dirname, "..");
const ROOTS = ["datadog", "constructs", "cli"];

function main(): void {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      files: { type: "string", default: "**" },
    },
  });
  const isMeant = patternOf(values.files);
  const files = ROOTS.flatMap(filesIn).filter((file) => isMeant.test(file));
  const chosen = choose(
    files.flatMap((file) => mutantsOf(file, readFileSync(join(PROJECT, file), "utf8"))),
    Number(values.count),
    randomOf(Number(values.seed)),
  );
  if (chosen.length === 0) throw new Error(`There is nothing to change in ${values.files}.`);
  const ground = new TrialGround(chosen);
  try {
    let caught = 0;
    for (const [index, mutant] of chosen.entries()) {
      const by = ground.try(mutant);
      if (by !== undefined) caught++;
      const fate = by ?? `SURVIVED ${ground.testsOf(mutant)} test files`;
      console.log(`${index + 1}/${chosen.length} ${fate}: ${described(mutant)}`);
    }
    console.log(`${caught} of ${chosen.length} caught`);
    console.log(`ratio: ${(caught / chosen.length).toFixed(2)}`);
  } finally {
    ground.remove();
  }
}

function filesIn(root: string): string[] {
  return readdirSync(join(PROJECT, root), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** `datadog/query/**`: `*` stays within a folder, `**` does not. */
function patternOf(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*\*?/g, (stars) => (stars === "**" ? ".*" : "[^/]*"))}$`);
}

/** So many mutants, each operator in turn. */
function choose(mutants: readonly Mutant[], count: number, random: () => number): readonly Mutant[] {
  const operators = [...new Set(mutants.map(({ operator }) => operator))];
  const byOperator = operators.map((operator) => mutants.filter((mutant) => mutant.operator === operator));
  const chosen: Mutant[] = [];
  for (let turn = 0; chosen.length < Math.min(count, mutants.length); turn++) {
    const left = byOperator[turn % byOperator.length]!;
    if (left.length > 0) chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

/** Numbers from 0 to 1, the same for the same seed: Marsaglia's xorshift of 32 bits. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function described({ file, start, end, replacement, operator }: Mutant): string {
  const text = readFileSync(join(PROJECT, file), "utf8");
  const line = text.slice(0, start).split("\n").length;
  const [before, after] = [text.slice(start, end), replacement].map((code) => code.replace(/\s+/g, " ").slice(0, 80));
  return `${file}:${line} (${operator}) ${before} → ${after}`;
}

main();
