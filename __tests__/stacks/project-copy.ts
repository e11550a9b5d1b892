import { type ChildProcess, fork, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { THREE_ENVIRONMENTS } from "../environments/three";

const project = join(__dirname, "..", "..");

/** Of this process only where programs and temporary files are. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH = "", TMPDIR = tmpdir() } = process.env;
  return { PATH, TMPDIR };
}

/** What `main.ts` and the commands need of the project. */
const PARTS = [
  "main.ts",
  "package.json",
  "tsconfig.json",
  "cdktf.json",
  "cli",
  "constructs",
  "dashboards",
  "slos",
  "datadog",
  "demo",
  "docker",
  "environments",
  "loader",
  "logs",
  "metrics",
  "monitors",
  "ops",
  "stacks",
  "testing",
  "traces",
];

/** What a command printed, and the code it ended with. */
interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the project in another place, to run and to break, with three environments that stay as they are. */
export class ProjectCopy {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
  private readonly edited = new Map<string, string>();
  private again: ChildProcess | undefined;

  constructor() {
    for (const part of PARTS) cpSync(join(project, part), join(this.folder, part), { recursive: true });
    this.haveThreeEnvironments();
    this.haveModules();
  }

  /** The packages are the project's; what is kept beside them, such as compiled sources, is the copy's own. */
  private haveModules(): void {
    const folder = join(this.folder, "node_modules");
    mkdirSync(folder);
    for (const name of readdirSync(join(project, "node_modules"))) {
      if (name !== ".cache") symlinkSync(join(project, "node_modules", name), join(folder, name));
    }
  }

  private haveThreeEnvironments(): void {
    const folder = join(this.folder, "environments");
    for (const file of readdirSync(folder)) if (file.endsWith(".yaml")) rmSync(join(folder, file));
    cpSync(THREE_ENVIRONMENTS, folder, { recursive: true });
  }

  /** Changes a file of the copy; without a text it is removed. */
  edit(file: string, change: (text: string) => string | undefined): void {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`nothing was changed in ${file}`);
    this.edited.set(path, before);
    if (after === undefined) rmSync(path);
    else writeFileSync(path, after);
  }

  /** The copy as it was at first: edits undone, nothing synthesized. */
  restore(): void {
    for (const [path, text] of this.edited) writeFileSync(path, text);
    this.edited.clear();
    rmSync(join(this.folder, "cdktf.out"), { recursive: true, force: true });
  }

  /** Runs `main.ts` in the copy, with these variables, of this process only where programs and temporary files are. */
  synthesize(env: Readonly<Record<string, string>> = {}) {
    return this.run(["main.ts"], env);
  }

  /** As {@link synthesize}, in a process that stays: for many edits one after the other. */
  synthesizeAgain(env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    this.again ??= fork(join(__dirname, "synthesize-again.cjs"), {
      cwd: this.folder,
      execArgv: ["--require", "./loader/register.cjs"],
      env: plainEnvironment(),
    });
    const process = this.again;
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`main.ts ended the process with ${code}`));
      process.once("exit", ended);
      process.once("message", (outcome) => {
        process.off("exit", ended);
        resolve(outcome as Outcome);
      });
      process.send(env);
    });
  }

  /** Runs a file in the copy, with the words after it, as {@link synthesize} does. */
  run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "./loader/register.cjs", ...command], {
      cwd: this.folder,
      env: { ...plainEnvironment(), ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  }

  /** Every file of a folder of the copy by its path; nothing where there is no such folder. */
  files(under = "cdktf.out"): Map<string, string> {
    const found = new Map<string, string>();
    try {
      for (const entry of readdirSync(join(this.folder, under), { withFileTypes: true, recursive: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        found.set(path.slice(this.folder.length + 1), readFileSync(path, "utf8"));
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    return found;
  }

  remove(): void {
    this.again?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
