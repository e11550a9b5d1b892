import { mkdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Mutant } from "./candidates";
import type { Copy } from "./copy";
import { marked, readReached, writeSetup } from "./reached";

/** A test file, and how long it took in milliseconds. */
export interface Test {
  readonly path: string;
  readonly took: number;
}

const ALL_TESTS = 3_600_000;

/**
 * Runs all tests of a copy once, to see which of them run each mutant's place. Each list begins with the tests that are
 * likely to notice the mutant soon. A test that fails here says nothing about mutants, and is in no list.
 */
export async function testsReaching(
  copy: Copy,
  mutants: readonly Mutant[],
): Promise<ReadonlyMap<Mutant, readonly Test[]>> {
  const folder = join(copy.parent, "reached");
  mkdirSync(folder);
  const numbers = new Map(mutants.map((mutant, number) => [mutant, number]));
  const files = [...new Set(mutants.map(({ file }) => file))];
  const markedText = (file: string) => {
    const within = mutants.filter((mutant) => mutant.file === file);
    return marked(copy.read(file), within, numbers, folder);
  };
  const texts = new Map(files.map((file) => [file, markedText(file)]));
  const setup = ["--setupFilesAfterEnv", join(copy.folder, "testing", "jest", "setup.ts"), writeSetup(folder)];
  const tests = await copy.changed(texts, () => run(copy, setup));
  const failed = tests.filter(({ passed }) => !passed).map(({ path }) => path);
  // The marks lengthen lines and files, which some tests look at.
  const again = failed.length === 0 ? [] : await run(copy, ["--runTestsByPath", ...failed]);
  const unusable = again.filter(({ passed }) => !passed).map(({ path }) => path);
  if (unusable.length > 0) console.log(`These tests fail without any mutant, and are left out: ${unusable.join(", ")}`);

  const usable = tests.filter(({ path }) => !unusable.includes(path));
  const reached = readReached(folder);
  return new Map(
    mutants.map((mutant, number) => {
      const named = [...(reached.get(number) ?? [])].map((path) => path && inProject(copy, path));
      // A command whose starter is unknown may have been started by any test of the commands.
      const isReached = ({ path }: Test) =>
        named.includes(path) || (named.includes("") && path.startsWith("__tests__/cli/"));
      return [mutant, usable.filter(isReached).sort((a, b) => rank(mutant, a) - rank(mutant, b))];
    }),
  );
}

/** Lower for a quick test, and for each folder that the test's path has in common with the mutant's. */
function rank({ file }: Mutant, { path, took }: Test): number {
  const [folders, own] = [file, path.replace(/^__tests__\//, "").replace(/\.test\.ts$/, ".ts")].map((it) =>
    it.split("/"),
  );
  const different = folders!.findIndex((name, index) => name !== own![index]);
  return (took + 500) / 3 ** (different === -1 ? folders!.length : different);
}

/** Runs tests, and returns them as Jest's JSON report says. */
async function run(copy: Copy, args: readonly string[]): Promise<readonly (Test & { readonly passed: boolean })[]> {
  const report = join(copy.parent, "report.json");
  await copy.jest(["--json", "--outputFile", report, ...args], ALL_TESTS);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as { readonly testResults: readonly Result[] };
  return testResults.map(({ name, startTime, endTime, status }) => ({
    path: inProject(copy, name),
    took: endTime - startTime,
    passed: status === "passed",
  }));
}

interface Result {
  readonly name: string;
  readonly status: string;
  readonly startTime: number;
  readonly endTime: number;
}

const inProject = ({ folder }: Copy, path: string) => relative(folder, path).split(sep).join("/");
