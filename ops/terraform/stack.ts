import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { DiagnosisContext } from "./cause";
import { diagnosisLines } from "./diagnosis";
import { type Applied, appliedIn, type Diagnostic, diagnosticsIn } from "./messages";
import type { RunTerraform, TerraformRun } from "./run";

/** Terraform could not do what a stack asked for: a line for each thing that is wrong. */
export class TerraformFailure extends Error {
  override readonly name = "TerraformFailure";

  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
  }
}

/** What the stacks of one command have in common. */
export interface Workplace {
  readonly run: RunTerraform;
  /** cdktf's output folder. */
  readonly outdir: string;
  readonly environment: string;
  /** Where requests go. */
  readonly url: string;
  readonly isSandbox: boolean;
}

export type PlanMode = "changes" | "destroy" | "refresh-only";

/** What needs `terraform init` first, as Terraform says it. */
const UNINITIALIZED =
  /Backend initialization required|Required plugins are not installed|Inconsistent dependency lock file|missing or corrupted provider plugins|Module not installed|please run "terraform init"/i;

/** One synthesized stack, and what Terraform does with it. */
export class Stack {
  /** Where its JSON is. */
  readonly folder: string;
  private readonly context: Omit<DiagnosisContext, "step">;

  constructor(
    readonly id: string,
    private readonly workplace: Workplace,
  ) {
    this.folder = join(workplace.outdir, "stacks", id);
    const folder = relative(process.cwd(), this.folder).replaceAll("\\", "/") || ".";
    this.context = { ...workplace, stack: id, folder };
  }

  /** The file that was synthesized. */
  get configuration(): string {
    return join(this.folder, "cdk.tf.json");
  }

  /** What was synthesized; nothing where it cannot be read. */
  synthesized(): unknown {
    try {
      return JSON.parse(readFileSync(this.configuration, "utf8"));
    } catch {
      return undefined;
    }
  }

  /**
   * Saves a plan, initializing the folder where that is needed.
   * @param file where to; it holds the values of variables, also of those that are secret
   * @throws TerraformFailure
   */
  async plan(file: string, mode: PlanMode = "changes"): Promise<void> {
    const args = ["plan", "-json", "-input=false", `-out=${file}`, ...(mode === "changes" ? [] : [`-${mode}`])];
    if (!existsSync(join(this.folder, ".terraform"))) await this.initialize();
    const first = await this.terraform(args);
    if (first.code === 0) return;
    if (!this.errorsOf(first).some(({ summary }) => UNINITIALIZED.test(summary))) throw this.failure(first, "plan");
    await this.initialize();
    await this.succeed("plan", args);
  }

  /** @throws TerraformFailure */
  async initialize(): Promise<void> {
    const done = initializing.then(() => this.succeed("init", ["init", "-input=false", "-no-color"]));
    initializing = done.catch(() => undefined);
    await done;
  }

  /** A saved plan as JSON. */
  async planJson(file: string): Promise<unknown> {
    const { stdout } = await this.succeed("plan", ["show", "-json", file]);
    return JSON.parse(stdout);
  }

  /** A saved plan in Terraform's own words, without colors. */
  async planText(file: string): Promise<string> {
    return (await this.succeed("plan", ["show", "-no-color", file])).stdout;
  }

  /**
   * Applies a saved plan.
   * @param onApplied is told of each object when it is done
   * @throws TerraformFailure
   */
  async apply(file: string, onApplied: (applied: Applied) => void): Promise<void> {
    const onLine = (line: string) => {
      const applied = appliedIn(line);
      if (applied) onApplied(applied);
    };
    await this.succeed("apply", ["apply", "-json", "-input=false", file], onLine);
  }

  private async succeed(
    step: DiagnosisContext["step"],
    args: readonly string[],
    onLine?: (line: string) => void,
  ): Promise<TerraformRun> {
    const run = await this.terraform(args, onLine);
    if (run.code !== 0) throw this.failure(run, step);
    return run;
  }

  private terraform(args: readonly string[], onLine?: (line: string) => void): Promise<TerraformRun> {
    return this.workplace.run(args, { cwd: this.folder, ...(onLine ? { onLine } : {}) });
  }

  private errorsOf({ stdout, stderr }: TerraformRun): Diagnostic[] {
    return diagnosticsIn(stdout, stderr).filter(({ severity }) => severity === "error");
  }

  private failure(run: TerraformRun, step: DiagnosisContext["step"]): TerraformFailure {
    const lines = diagnosisLines(this.errorsOf(run), { ...this.context, step });
    const said = `${run.stderr.trim() || run.stdout.trim()}`.split("\n")[0];
    return new TerraformFailure(lines.length > 0 ? lines : [`${this.id}: Terraform ended with ${run.code}: ${said}`]);
  }
}

/** Terraform's plugin cache is not safe to fill from two sides: one stack after another. */
let initializing: Promise<unknown> = Promise.resolve();
