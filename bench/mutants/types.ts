import { join } from "node:path";

/** The types of one project, by a compiler that keeps what it has read: one changed file is checked in milliseconds. */
export class Types {
  private readonly config: string;
  private compiler: Compiler | undefined;
  /** The file that was changed last: it may have got its text back since. */
  private last: string | undefined;

  /** Takes the folder with the `tsconfig.json`. */
  constructor(private readonly folder: string) {
    this.config = join(folder, "tsconfig.json");
  }

  /** Whether a file of the project, which has changed, has no errors. */
  holdIn(file: string): Promise<boolean> {
    const path = join(this.folder, file);
    return this.check(path, async (program) => {
      const found = await Promise.all([program.getSyntacticDiagnostics(path), program.getSemanticDiagnostics(path)]);
      return found.flat().length === 0;
    });
  }

  /** Whether no file has errors, now that one has changed. It takes seconds. */
  holdSince(file: string): Promise<boolean> {
    return this.check(
      join(this.folder, file),
      async (program) => (await program.getSemanticDiagnostics()).length === 0,
    );
  }

  async close(): Promise<void> {
    await this.compiler?.close();
  }

  private async check(changed: string, holds: (program: Program) => Promise<boolean>): Promise<boolean> {
    this.compiler ??= await startIn(this.folder);
    const fileChanges = { changed: [...new Set([this.last ?? changed, changed])] };
    this.last = changed;
    const snapshot = await this.compiler.updateSnapshot({ openProjects: [this.config], fileChanges });
    try {
      const project = snapshot.getProject(this.config);
      if (project === undefined) throw new Error(`TypeScript cannot open ${this.config}.`);
      return await holds(project.program);
    } finally {
      await snapshot.dispose();
    }
  }
}

async function startIn(folder: string) {
  const { API } = await import("typescript/unstable/async");
  return new API({ cwd: folder });
}

type Compiler = Awaited<ReturnType<typeof startIn>>;
type Program = NonNullable<ReturnType<Awaited<ReturnType<Compiler["updateSnapshot"]>>["getProject"]>>["program"];
