import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { type Mutant, mutantsOf } from "./candidates";
import { Copy } from "./copy";
import { testsReaching } from "./coverage";
import { Results } from "./results";
import { fateOf } from "./trial";

/**
 * How many small mistakes in the source the types and tests catch: `npm run bench -- mutants [--count N] [--seed S]
 * [--files GLOB] [--results FILE]`. Mutants of `datadog/`, `constructs/`, and `cli/`, or of the files that are named (`ops/`
 * has some too), are chosen by a seed, each kind of mistake as often as the others. They are tried in a copy of the project
 * for each processor, with the tests that a first run of all shows to run their place. One is caught when it does not
 * compile, a test fails, or the tests do not end. Survivors are printed with their place; those with a reason to survive are
 * in `bench/mutants/survivors.md`. The last line is the share caught. A run that was stopped continues with the same
 * `--results`.
 */
const PROJECT = join(__dirname, "..", "..");
const ROOTS = ["datadog", "constructs", "cli", "ops"];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      files: { type: "string", default: "{datadog,constructs,cli}/**" },
      results: { type: "string" },
    },
  });
  const isMeant = patternOf(values.files);
  const texts = new Map(ROOTS.flatMap(filesIn).map((file) => [file, readFileSync(join(PROJECT, file), "utf8")]));
  const chosen = choose(
    [...texts].filter(([file]) => isMeant.test(file)).flatMap(([file, text]) => mutantsOf(file, text)),
    Number(values.count),
    randomOf(Number(values.seed)),
  );
  if (chosen.length === 0) throw new Error(`There is nothing to change in ${values.files}.`);
  const results = new Results(values.results, [...texts.values()]);
  const copies = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, () => new Copy());
  const remove = () => Promise.all(copies.map((copy) => copy.remove()));
  process.once("SIGINT", () => void remove().finally(() => process.exit(130)));
  try {
    const [any] = texts.keys();
    if (!(await copies[0]!.types.holdSince(any!)))
      throw new Error("The project has type errors, which would be taken for every mutant. Run npm run check:types.");
    await reach(chosen, results, copies[0]!);
    const left = chosen.filter((mutant) => results.of(mutant).fate === undefined);
    const run = async (copy: Copy) => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        const { tests = [] } = results.of(mutant);
        const fate = await fateOf(mutant, tests, copy);
        results.add(mutant, { fate });
        const place = described(mutant, texts.get(mutant.file)!);
        console.log(`${chosen.indexOf(mutant) + 1}/${chosen.length} ${fate} (${tests.length} test files): ${place}`);
      }
    };
    await Promise.all(copies.map(run));
  } finally {
    await remove();
  }
  const caught = chosen.filter((mutant) => results.of(mutant).fate !== "SURVIVED").length;
  console.log(`${caught} of ${chosen.length} caught`);
  console.log(`ratio: ${(caught / chosen.length).toFixed(2)}`);
}

/** Finds the tests of those mutants for which the results have none. */
async function reach(mutants: readonly Mutant[], results: Results, copy: Copy): Promise<void> {
  const unknown = mutants.filter((mutant) => results.of(mutant).tests === undefined);
  if (unknown.length === 0) return;
  for (const [mutant, tests] of await testsReaching(copy, unknown)) results.add(mutant, { tests });
}

function filesIn(root: string): string[] {
  return readdirSync(join(PROJECT, root), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** `{datadog,cli}/query/**`: `*` stays within a folder, `**` does not. */
function patternOf(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+?^$()|[\]\\]/g, "\\$&")
    .replace(/\{(.*?)\}/g, (_, some) => `(${some.replace(/,/g, "|")})`);
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

function described({ file, start, end, replacement, operator }: Mutant, text: string): string {
  const line = text.slice(0, start).split("\n").length;
  const [before, after] = [text.slice(start, end), replacement].map((code) => code.replace(/\s+/g, " ").slice(0, 80));
  return `${file}:${line} (${operator}) ${before} → ${after}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
