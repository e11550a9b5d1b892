import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { Mutant } from "./candidates";
import { marked, readReached, writeSetup } from "./reached";

const PROJECT = join(__dirname, "..", "..");
/** Folders of the project that a copy does without. */
const LEFT_OUT = [".git", "node_modules", "cdktf.out", ".state"];
/** After so long a mutant runs in circles, in milliseconds. */
const TIMEOUT = 900_000;
/** So many of the quickest tests are run before the others: most mutants need no more. */
const QUICK = 3;

/** What noticed a mutant; nothing where it survived. */
export type Caught = "types" | "tests" | "timeout" | undefined;

/** A copy of the project in which mutants are tried, one at a time. */
export class TrialGround {
  private readonly parent = realpathSync(mkdtempSync(join(tmpdir(), "mutants-")));
  private readonly folder = join(this.parent, "project");
  private readonly reachedIn = join(this.parent, "reached");
  /** The test files that run each mutant's place, the quickest first. */
  private readonly tests: ReadonlyMap<Mutant, readonly string[]>;

  /** Copies the project, and runs all its tests once to see which of them reach which mutant. */
  constructor(mutants: readonly Mutant[]) {
    const isKept = (path: string) => !LEFT_OUT.some((name) => path === join(PROJECT, name));
    cpSync(PROJECT, this.folder, { recursive: true, filter: isKept });
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
    const shared = join(PROJECT, "..", "shared");
    if (existsSync(shared)) symlinkSync(shared, join(this.parent, "shared"));
    this.tests = this.findTests(mutants);
  }

  /** Tries a mutant: the types first, then the tests that run its place. */
  try(mutant: Mutant): Caught {
    const path = join(this.folder, mutant.file);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end));
    try {
      return this.noticed(this.tests.get(mutant) ?? []);
    } finally {
      writeFileSync(path, text);
    }
  }

  /** How many test files run a mutant's place. */
  testsOf(mutant: Mutant): number {
    return this.tests.get(mutant)?.length ?? 0;
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }

  private findTests(mutants: readonly Mutant[]): ReadonlyMap<Mutant, readonly string[]> {
    const numbers = new Map(mutants.map((mutant, number) => [mutant, number]));
    const files = [...new Set(mutants.map(({ file }) => file))];
    const texts = new Map(files.map((file) => [file, readFileSync(join(this.folder, file), "utf8")]));
    for (const [file, text] of texts) {
      const within = mutants.filter((mutant) => mutant.file === file);
      writeFileSync(join(this.folder, file), marked(text, within, numbers, this.reachedIn));
    }
    const report = join(this.parent, "report.json");
    mkdirSync(this.reachedIn);
    const setup = [
      "--setupFilesAfterEnv",
      join(this.folder, "testing", "jest", "setup.ts"),
      writeSetup(this.reachedIn),
    ];
    this.jest(["--json", "--outputFile", report, ...setup]);
    for (const [file, text] of texts) writeFileSync(join(this.folder, file), text);

    const durations = durationsIn(report);
    const reached = readReached(this.reachedIn);
    // A command whose starter is unknown may have been started by any test of the commands.
    const commands = join(this.folder, "__tests__", "cli") + sep;
    const ofCommands = [...durations.keys()].filter((path) => path.startsWith(commands));
    const testsOf = (number: number) => {
      const named = [...(reached.get(number) ?? [])];
      const all = new Set([...named.filter(Boolean), ...(named.includes("") ? ofCommands : [])]);
      return [...all].sort((a, b) => (durations.get(a) ?? 0) - (durations.get(b) ?? 0));
    };
    return new Map(mutants.map((mutant, number) => [mutant, testsOf(number)]));
  }

  private noticed(tests: readonly string[]): Caught {
    const types = this.run("tsc", ["--noEmit", "--incremental", "--tsBuildInfoFile", join(this.parent, "types.json")]);
    if (types !== "passed") return "types";
    for (const some of [tests.slice(0, QUICK), tests.slice(QUICK)]) {
      if (some.length === 0) continue;
      const result = this.jest(["--bail", "--silent", "--runTestsByPath", ...some]);
      if (result !== "passed") return result;
    }
    return undefined;
  }

  private jest(args: readonly string[]): "passed" | "tests" | "timeout" {
    return this.run("jest", ["--cacheDirectory", join(this.parent, "cache"), ...args]);
  }

  private run(command: string, args: readonly string[]): "passed" | "tests" | "timeout" {
    const { status, signal } = spawnSync(join(this.folder, "node_modules", ".bin", command), args, {
      cwd: this.folder,
      timeout: TIMEOUT,
      env: { ...process.env, CI: "true" },
    });
    if (signal !== null) return "timeout";
    return status === 0 ? "passed" : "tests";
  }
}

/** How long each test file took, in milliseconds, as Jest's JSON report says. */
function durationsIn(report: string): ReadonlyMap<string, number> {
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    readonly testResults: readonly { readonly name: string; readonly startTime: number; readonly endTime: number }[];
  };
  return new Map(testResults.map(({ name, startTime, endTime }) => [name, endTime - startTime]));
}
