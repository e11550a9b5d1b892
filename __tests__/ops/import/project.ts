import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "../../stacks/project-copy";

const project = join(__dirname, "..", "..", "..");

/** A copy of the project that objects are imported into, with its compiler and its formatter. */
export class ImportProject extends ProjectCopy {
  constructor() {
    super();
    cpSync(join(project, "biome.json"), join(this.folder, "biome.json"));
    writeFileSync(join(this.folder, ".gitignore"), "node_modules\n");
  }

  /** Runs `npm run import -- …words`. */
  import(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return this.run(["cli/import.ts", ...words], env);
  }

  write(file: string, text: string): string {
    writeFileSync(join(this.folder, file), text);
    return file;
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** What every monitor and dashboard of the indexes gives without settings, by its name. */
  definitions(): Readonly<Record<string, object>> {
    this.write(
      "give.ts",
      `import { dashboards } from "./dashboards";
import { monitors } from "./monitors";
const given: Record<string, unknown> = {};
for (const [name, make] of [...monitors, ...dashboards] as readonly (readonly [string, (settings: object, others: object) => unknown])[]) {
  try { given[name] = make({}, {}); } catch {}
}
console.log(JSON.stringify(given));
`,
    );
    const { stdout, stderr } = this.run(["give.ts"]);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as Record<string, object>;
  }

  /** What the compiler and the linter have against the project's content. */
  complaints(...folders: readonly string[]): string {
    const tool = (name: string, args: readonly string[]) => {
      const { stdout, stderr, status } = spawnSync(join(project, "node_modules", ".bin", name), args, {
        cwd: this.folder,
        encoding: "utf8",
      });
      return status === 0 ? "" : `${stdout}${stderr}`;
    };
    const types = tool("tsc", ["--noEmit", "--pretty", "false"]);
    return types + tool("biome", ["check", "--error-on-warnings", "monitors", "dashboards", "metrics", ...folders]);
  }
}
