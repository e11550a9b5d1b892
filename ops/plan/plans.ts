import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Applied, Interrupted, type PlanMode, SIGNALS, type Stack, TerraformFailure } from "../terraform";
import { readPlan, type StackPlan } from "./read";

/** A plan that was saved, and what it says. */
export interface SavedPlan {
  readonly stack: Stack;
  /** Terraform's own format; it holds the values of variables, also of those that are secret. */
  readonly file: string;
  readonly plan: StackPlan;
}

/**
 * A folder for saved plans that only this user can read, for as long as `use` takes: saved plans hold secrets, such as the
 * agent's API key. It is removed whatever happens, except when the process is killed (SIGKILL).
 */
export async function inPlanFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  // mkdtemp gives it the mode 0700.
  const folder = mkdtempSync(join(tmpdir(), "plans-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // While Terraform runs or a question waits, they decide what an interrupt means; else it ends the process at once.
  const interrupt = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 1) process.exit(130);
  };
  process.once("exit", remove);
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await use(folder);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    process.off("exit", remove);
    remove();
  }
}

/** Stacks that are planned at a time: each starts a provider. */
const AT_A_TIME = 3;

/** What planning came to. */
export interface Planning {
  readonly saved: readonly SavedPlan[];
  /** What is wrong with the others, a line each. */
  readonly problems: readonly string[];
}

/**
 * Plans stacks, some at a time, all of them even where one fails.
 * @param onDone is told the id of each stack as it is done, whether it has a plan or not
 * @throws Interrupted when all that ran have ended
 */
export async function planAll(
  stacks: readonly Stack[],
  folder: string,
  mode: PlanMode,
  onDone: (stack: string) => void,
): Promise<Planning> {
  const saved = new Map<string, SavedPlan>();
  const problems = new Map<string, readonly string[]>();
  const waiting = [...stacks];
  let interruption: Interrupted | undefined;
  const planNext = async (): Promise<void> => {
    const stack = waiting.shift();
    if (!stack || interruption) return;
    try {
      const file = join(folder, stack.id);
      await stack.plan(file, mode);
      const plan = readPlan(stack.id, await stack.planJson(file), stack.synthesized());
      saved.set(stack.id, { stack, file, plan });
    } catch (error) {
      if (error instanceof Interrupted) {
        interruption = error;
        return;
      }
      if (!(error instanceof TerraformFailure)) throw error;
      problems.set(stack.id, error.lines);
    }
    onDone(stack.id);
    await planNext();
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, planNext));
  if (interruption) throw interruption;
  return {
    saved: stacks.flatMap(({ id }) => saved.get(id) ?? []),
    problems: [...new Set(stacks.flatMap(({ id }) => problems.get(id) ?? []))],
  };
}

/** What applying came to: what was done until the first failure, and what failed. */
export interface Applying {
  readonly applied: ReadonlyMap<string, readonly Applied[]>;
  readonly problems: readonly string[];
  /** Stacks that were not begun. */
  readonly skipped: readonly string[];
}

/**
 * Applies saved plans in their order; the first that fails ends it.
 * @param onProgress is told how many of a stack's objects are done
 * @throws Interrupted when Terraform has finished what it had begun
 */
export async function applyAll(
  saved: readonly SavedPlan[],
  onProgress: (stack: string, done: number, of: number) => void,
): Promise<Applying> {
  const applied = new Map<string, Applied[]>();
  for (const [index, { stack, file, plan }] of saved.entries()) {
    const done: Applied[] = [];
    applied.set(stack.id, done);
    // An object that is replaced is done twice: deleted, and created.
    const steps = plan.objects.length + plan.objects.filter(({ action }) => action === "replace").length;
    onProgress(stack.id, 0, steps);
    try {
      await stack.apply(file, (one) => onProgress(stack.id, done.push(one), steps));
    } catch (error) {
      if (!(error instanceof TerraformFailure)) throw error;
      return { applied, problems: error.lines, skipped: saved.slice(index + 1).map((each) => each.stack.id) };
    }
  }
  return { applied, problems: [], skipped: [] };
}
