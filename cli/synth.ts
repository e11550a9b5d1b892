import { environmentIn, npmCommand } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
  "Write the JSON for Terraform, for all environments or one, and show what changed since the last run.";

/**
 * Synthesizes all environments, or the one that is named (here or in `ENVIRONMENT`), and says what differs from the last
 * time.
 * @param args the words after `npm run synth --`
 * @param outdir where to @default cdktf.out, or the sandbox's own
 * @throws Error with one line a problem, before anything is written
 */
export function synth(args: readonly string[], print: (line: string) => void, outdir?: string): void {
  const asked = environmentIn(npmCommand("npm run synth", DESCRIPTION), args);
  if (!asked) return;
  const { synthesizeAgain } =
    require("../ops/changes/synthesize-again") as typeof import("../ops/changes/synthesize-again");
  for (const line of synthesizeAgain(asked.name, outdir)) print(line);
}

if (require.main === module) {
  void runCommand((args) => {
    synth(args, console.log);
    return 0;
  });
}
