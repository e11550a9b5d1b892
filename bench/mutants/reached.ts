import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./candidates";

/**
 * A function that every marked file ends with: one line for each mutant whose place runs, with the test file that ran it. The
 * folder is in the text, since not every test lets the commands that it starts have the environment.
 */
const mark = (folder: string) => `
function mutantReached(mutant) {
  const seen = (globalThis.mutantsReached ??= new Set());
  if (seen.has(mutant)) return;
  seen.add(mutant);
  const { appendFileSync, existsSync, readFileSync } = require("node:fs");
  const folder = ${JSON.stringify(folder)};
  // A command that a test started knows the test by the process that started it.
  const parent = folder + "/" + process.ppid;
  const test = globalThis.expect?.getState().testPath ?? (existsSync(parent) ? readFileSync(parent, "utf8") : "");
  appendFileSync(folder + "/reached", mutant + "\\t" + test + "\\n");
}
`;

/** The setup of Jest that tells the commands which a test starts who started them. */
const setup = (
  folder: string,
) => `require("node:fs").writeFileSync(${JSON.stringify(`${folder}/`)} + process.pid, expect.getState().testPath);
`;

/** Writes the setup file into a folder, and returns its path. */
export function writeSetup(folder: string): string {
  const path = join(folder, "setup.js");
  writeFileSync(path, setup(folder));
  return path;
}

/** A file's text in which the place of each of its mutants says in a folder, by the mutant's number, that it runs. */
export function marked(
  text: string,
  mutants: readonly Mutant[],
  numbers: ReadonlyMap<Mutant, number>,
  folder: string,
): string {
  const inserts = mutants.flatMap((mutant) => {
    const { start, end, isStatement } = mutant.within;
    const call = `mutantReached(${numbers.get(mutant)})`;
    const [before, after] = isStatement ? [`{ ${call}; `, " }"] : [`(${call}, `, ")"];
    return [
      { at: start, text: before, order: end - start },
      { at: end, text: after, order: text.length + start - end },
    ];
  });
  // From the back, so that earlier offsets hold. What is inserted later at one place comes before it in the text: closings
  // before openings, the outer opening and the inner closing first.
  inserts.sort((a, b) => b.at - a.at || a.order - b.order);
  let result = text;
  for (const { at, text: insert } of inserts) result = result.slice(0, at) + insert + result.slice(at);
  return result + mark(folder);
}

/** The test files that ran each mutant's place, as the marks wrote them into the folder. */
export function readReached(folder: string): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  const path = join(folder, "reached");
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  for (const line of lines) {
    const [mutant = "", test = ""] = line.split("\t");
    const tests = found.get(Number(mutant)) ?? new Set();
    found.set(Number(mutant), tests.add(test));
  }
  return found;
}
