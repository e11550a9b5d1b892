import { madeUpAdvice } from "../../environments/made-up";
import { synthesize } from "../../main";
import { dependencyLines, readDependencies } from "../../stacks/dependencies";
import { loadEnvironment, loadEnvironments } from "../../stacks/environments";
import { outputFolder, sandboxIn } from "../../stacks/sandbox";
import { changeLines, changesBetween, readStackJsons } from "./changes";

/** Where to synthesize, and how to lay out what changed. */
export interface SynthesisSettings {
  /** @default cdktf.out, or the sandbox's own */
  readonly outdir?: string | undefined;
  /** Columns that a line may have. @default 80 */
  readonly width?: number | undefined;
  /** Takes a line for each environment that still has values of the examples, unless it is for a sandbox. @default nobody */
  readonly advise?: ((line: string) => void) | undefined;
}

/**
 * Synthesizes, and says what there is and what changed.
 * @param name of one environment @default all
 */
export function synthesizeAgain(
  name: string | undefined,
  { outdir = outputFolder(sandboxIn(process.env)), width = 80, advise = () => undefined }: SynthesisSettings = {},
): string[] {
  const environments = name === undefined ? loadEnvironments() : [loadEnvironment(name)];
  const before = readStackJsons(outdir);
  const stacks = synthesize({ environments, outdir });
  if (!sandboxIn(process.env)) for (const line of environments.flatMap(madeUpAdvice)) advise(line);
  const count = `${stacks.length} stacks in ${outdir}: ${stacks.join(", ")}`;
  const summary = [count, ...dependencyLines(readDependencies(outdir))];
  if (before.size === 0) return summary;
  const after = readStackJsons(outdir);
  // Of the others nobody asked.
  const asked = name === undefined ? before : new Map([...before].filter(([id]) => after.has(id)));
  const changes = changesBetween(asked, after);
  if (changes.length === 0) return [...summary, "Nothing changed."];
  return [...summary, "Changed since the last run:", ...changeLines(changes, width - 2).map((line) => `  ${line}`)];
}
