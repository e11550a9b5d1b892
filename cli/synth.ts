import { loadEnvironment, loadEnvironments } from "../environments/load";
import { synthesize } from "../main";
import { outputFolder, sandboxIn } from "../stacks/sandbox";
import { changeLines, changesBetween, readStackJsons } from "./changes";
import { environmentArgument } from "./environment-argument";
import { runCommand } from "./run-command";

/**
 * Synthesizes all environments, or the one that is named (here or in `ENVIRONMENT`), and says what differs from the last
 * time.
 * @param args the words after `npm run synth --`
 * @throws Error with one line a problem, before anything is written
 */
export function synth(args: readonly string[], outdir: string, print: (line: string) => void): void {
  const name = environmentArgument("npm run synth", args);
  const environments = name === undefined ? loadEnvironments() : [loadEnvironment(name)];
  const before = readStackJsons(outdir);
  const stacks = synthesize({ environments, outdir });
  print(`${stacks.length} stacks in ${outdir}: ${stacks.join(", ")}`);
  if (before.size === 0) return;
  const after = readStackJsons(outdir);
  // Of the others nobody asked.
  const asked = name === undefined ? before : new Map([...before].filter(([id]) => after.has(id)));
  const changes = changesBetween(asked, after);
  print(changes.length === 0 ? "Nothing changed." : "Changed since the last time:");
  for (const line of changeLines(changes)) print(`  ${line}`);
}

if (require.main === module) {
  void runCommand(() => {
    synth(process.argv.slice(2), outputFolder(sandboxIn(process.env)), console.log);
    return 0;
  });
}
