import type { SynthesisSettings } from "../ops/changes/synthesize-again";
import { environmentIn, npmCommand } from "./npm-command";
import { runCommand } from "./process";
import { printLine, terminal } from "./terminal";

const DESCRIPTION =
  "Write the JSON for Terraform, for all environments or one, and show what changed since the last run.";

/**
 * Synthesizes all environments, or the one that is named (here or in `ENVIRONMENT`), and says what differs from the last
 * time.
 * @param args the words after `npm run synth --`
 * @param settings `outdir`: where to, by default cdktf.out, or the sandbox's own; `width`: columns, by default 80; `advise`
 * takes a line for each environment that still has values of the examples, unless it is for a sandbox
 * @throws Error with one line a problem, before anything is written
 */
export function synth(args: readonly string[], print: (line: string) => void, settings: SynthesisSettings = {}): void {
  const asked = environmentIn(npmCommand("npm run synth", DESCRIPTION), args);
  if (!asked) return;
  const { synthesizeAgain } =
    require("../ops/changes/synthesize-again") as typeof import("../ops/changes/synthesize-again");
  for (const line of synthesizeAgain(asked.name, settings)) print(line);
}

if (require.main === module) {
  void runCommand((args) => {
    synth(args, printLine, { width: terminal().width, advise: console.error });
    return 0;
  });
}
