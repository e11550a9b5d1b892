import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Mutant } from "./candidates";

const PROJECT = join(__dirname, "..", "..");
/** Folders of the project that a copy does without. */
const LEFT_OUT = [".git", "node_modules", "cdktf.out", ".state"];
/** After so long a mutant runs in circles, in milliseconds. */
const TIMEOUT = 600_000;

/** What noticed a mutant; nothing where it survived. */
export type Caught = "types" | "tests" | "timeout" | undefined;

/** A copy of the project in which mutants are tried, one at a time. */
export class TrialGround {
  private readonly parent = mkdtempSync(join(tmpdir(), "mutants-"));
  private readonly folder = join(this.parent, "project");

  constructor() {
    const isKept = (path: string) => !LEFT_OUT.some((name) => path === join(PROJECT, name));
    cpSync(PROJECT, this.folder, { recursive: true, filter: isKept });
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
    const shared = join(PROJECT, "..", "shared");
    if (existsSync(shared)) symlinkSync(shared, join(this.parent, "shared"));
  }

  /** Tries a mutant: the types first, then the tests of its file and room, then all tests that import it. */
  try({ file, start, end, replacement }: Mutant): Caught {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
    try {
      return this.noticed(file);
    } finally {
      writeFileSync(path, text);
    }
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }

  private noticed(file: string): Caught {
    const types = this.run("tsc", "--noEmit", "--incremental", "--tsBuildInfoFile", join(this.parent, "types.json"));
    if (types !== "passed") return "types";
    for (const tests of [this.mirrored(file), ["--findRelatedTests", file]]) {
      const result = this.run("jest", "--bail", "--silent", "--cacheDirectory", join(this.parent, "cache"), ...tests);
      if (result !== "passed") return result;
    }
    return undefined;
  }

  /** The tests of the same name, or else of the nearest room that has a folder of tests. */
  private mirrored(file: string): readonly string[] {
    const same = join("__tests__", `${file.slice(0, -3)}.test.ts`);
    if (existsSync(join(this.folder, same))) return [same];
    for (let room = dirname(file); room !== "."; room = dirname(room)) {
      if (existsSync(join(this.folder, "__tests__", room))) return ["--passWithNoTests", join("__tests__", room)];
    }
    return ["--passWithNoTests", file];
  }

  private run(command: string, ...args: string[]): "passed" | "tests" | "timeout" {
    const { status, signal } = spawnSync(join(this.folder, "node_modules", ".bin", command), args, {
      cwd: this.folder,
      timeout: TIMEOUT,
      env: { ...process.env, CI: "true" },
    });
    if (signal !== null) return "timeout";
    return status === 0 ? "passed" : "tests";
  }
}
