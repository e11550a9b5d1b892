import type { Mutant } from "./candidates";
import type { Copy } from "./copy";
import type { Test } from "./coverage";

/** So many tests are run first, and each time so many times more: most mutants need no more than the first. */
const FIRST = 3;
const GROWTH = 4;
/** Tests that take so many times as long as without a mutant, and a while for a busy machine, run in circles. */
const PATIENCE = 5;
const WHILE = 30_000;

/** What noticed a mutant, or that nothing did. */
export type Fate = "types" | "tests" | "timeout" | "SURVIVED";

/** Tries a mutant in a copy: the types of its file, the tests that run its place, then the types of all files. */
export function fateOf(mutant: Mutant, tests: readonly Test[], copy: Copy): Promise<Fate> {
  const { file, start, end, replacement } = mutant;
  const text = copy.read(file);
  return copy.changed(new Map([[file, text.slice(0, start) + replacement + text.slice(end)]]), async () => {
    if (!(await copy.types.holdIn(file))) return "types";
    for (let from = 0, count = FIRST; from < tests.length; from += count, count *= GROWTH) {
      const result = await run(tests.slice(from, from + count), copy);
      if (result !== "passed") return result;
    }
    return (await copy.types.holdSince(file)) ? "SURVIVED" : "types";
  });
}

function run(tests: readonly Test[], copy: Copy): Promise<"passed" | "tests" | "timeout"> {
  const expected = tests.reduce((sum, { took }) => sum + took, 0);
  const paths = tests.map(({ path }) => path);
  // One after another in one process: the other copies have the other processors.
  const args = ["--bail", "--forceExit", "--silent", "--runInBand", "--runTestsByPath", ...paths];
  return copy.jest(args, WHILE + PATIENCE * expected);
}
