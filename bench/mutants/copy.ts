import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Types } from "./types";

const PROJECT = join(__dirname, "..", "..");
/** Folders of the project that a copy does without. */
const LEFT_OUT = [".git", "node_modules", "cdktf.out", ".state"];

/** A copy of the project whose sources may be changed, for a while. */
export class Copy {
  /** Where the copy's project and everything about it is. */
  readonly parent = realpathSync(mkdtempSync(join(tmpdir(), "mutants-")));
  readonly folder = join(this.parent, "project");
  readonly types = new Types(this.folder);
  /** Of tests that are stopped nothing remains. */
  private readonly temp = mkdtempSync(join(this.parent, "t"));
  private running: ChildProcess | undefined;

  constructor() {
    const isKept = (path: string) => !LEFT_OUT.some((name) => path === join(PROJECT, name));
    cpSync(PROJECT, this.folder, { recursive: true, filter: isKept });
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
    const shared = join(PROJECT, "..", "shared");
    if (existsSync(shared)) symlinkSync(shared, join(this.parent, "shared"));
  }

  /** Does something while files have other texts, by their paths in the project. */
  async changed<Result>(texts: ReadonlyMap<string, string>, action: () => Promise<Result>): Promise<Result> {
    const before = new Map([...texts.keys()].map((file) => [file, this.read(file)]));
    this.write(texts);
    try {
      return await action();
    } finally {
      this.write(before);
    }
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Runs tests. After so many milliseconds they are stopped, with all that they started. */
  jest(args: readonly string[], patience: number): Promise<"passed" | "tests" | "timeout"> {
    const jest = join(this.folder, "node_modules", "jest", "bin", "jest.js");
    const child = spawn(process.execPath, [jest, "--cacheDirectory", join(this.parent, "cache"), ...args], {
      cwd: this.folder,
      env: { ...process.env, CI: "true", TMPDIR: this.temp, TEMP: this.temp, TMP: this.temp },
      stdio: "ignore",
      detached: true,
    });
    this.running = child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        resolve("timeout");
        this.stop();
      }, patience);
      child.on("error", reject);
      child.on("exit", (status) => {
        this.running = undefined;
        clearTimeout(timer);
        resolve(status === 0 ? "passed" : "tests");
      });
    });
  }

  async remove(): Promise<void> {
    this.stop();
    await this.types.close();
    rmSync(this.parent, { recursive: true, force: true });
  }

  private stop(): void {
    if (this.running?.pid !== undefined) process.kill(-this.running.pid, "SIGKILL");
  }

  private write(texts: ReadonlyMap<string, string>): void {
    for (const [file, text] of texts) writeFileSync(join(this.folder, file), text);
  }
}
