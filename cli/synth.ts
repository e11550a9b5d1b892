import { loadEnvironment, loadEnvironments } from "../environments/load";
import { synthesize } from "../main";
import { changeLines, changesBetween, readStackJsons } from "./changes";
import { runCommand } from "./run-command";

const OUTDIR = "cdktf.out";

/** Synthesizes all environments, or the one that is named, and says what differs from the last time. */
function synth(args: readonly string[]): number {
  const [name] = args;
  const environments = name === undefined ? loadEnvironments() : [loadEnvironment(name)];
  const before = readStackJsons(OUTDIR);
  const stacks = synthesize({ environments, outdir: OUTDIR });
  const after = readStackJsons(OUTDIR);
  console.log(`${stacks.length} stacks in ${OUTDIR}: ${stacks.join(", ")}`);
  if (before.size === 0) return 0;
  const changes = changesBetween(before, after);
  console.log(changes.length === 0 ? "Nothing changed." : "Changed since the last time:");
  for (const line of changeLines(changes)) console.log(`  ${line}`);
  return 0;
}

if (require.main === module) void runCommand(() => synth(process.argv.slice(2)));
