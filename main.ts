import "./stacks/mistake";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Environment } from "./environments/schema";
import { stacksOf } from "./stacks/all";
import { withoutCreationStacks } from "./stacks/creation-stacks";
import { loadEnvironment, loadEnvironments } from "./stacks/environments";
import { mistakeText } from "./stacks/mistake";
import { checkInitializedStates, outputFolder, type Sandbox, sandboxContext, sandboxIn } from "./stacks/sandbox";

/** What is synthesized, and where to. */
export interface AppProps {
  /** @default every environment of environments/, or the one that `ENVIRONMENT` names */
  readonly environments?: readonly Environment[];
  /** @default the one that `DD_HOST`, `DATADOG_HOST` or `TF_VAR_datadog_api_url` names, if it is on this machine */
  readonly sandbox?: Sandbox;
  /** @default `CDKTF_OUTDIR`, else "cdktf.out", or the sandbox's own */
  readonly outdir?: string;
  /** Takes each line of advice: what works, and most likely not as its author meant. @default to standard error */
  readonly advise?: (line: string) => void;
}

/**
 * Declares and synthesizes the stacks of some environments. The folder changes only when all of them could be made; the
 * JSON of a stack that is no longer declared leaves it. For a sandbox, the address and a state of its own are written
 * together: what is in a sandbox and what is in an account never share a state.
 * @returns the ids of the stacks
 * @throws Error with one line a problem, when a file, a monitor or a dashboard breaks a rule
 */
export function synthesize({
  environments = chosenEnvironments(),
  sandbox = sandboxIn(process.env),
  outdir = defaultOutdir(sandbox),
  advise = console.error,
}: AppProps = {}): string[] {
  const draft = mkdtempSync(join(tmpdir(), "cdktf.out-"));
  try {
    const app = new App({ outdir: draft, stackTraces: false, context: sandboxContext(sandbox, outdir) });
    withoutCreationStacks(() => {
      for (const stack of environments.flatMap((each) => stacksOf(each))) stack.addTo(app);
      app.synth();
    });
    checkInitializedStates(draft, outdir);
    publish(draft, outdir);
    for (const line of adviceOf(app)) advise(line);
    return Object.keys(app.manifest.stacks);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The warnings of all constructs, each with the stacks that it is about. */
function adviceOf(app: App): string[] {
  const stacksBy = new Map<string, string[]>();
  for (const [id, { annotations }] of Object.entries(app.manifest.stacks)) {
    for (const { message } of annotations) stacksBy.set(message, [...(stacksBy.get(message) ?? []), id]);
  }
  return [...stacksBy].map(([message, stacks]) => `${message} [${stacks.join(", ")}]`);
}

/** The environment that `ENVIRONMENT` names, or all. */
function chosenEnvironments(): Environment[] {
  const name = process.env.ENVIRONMENT;
  return name ? [loadEnvironment(name)] : loadEnvironments();
}

function defaultOutdir(sandbox: Sandbox | undefined): string {
  // A variable that is empty is not set: the folder would be the project's own.
  return process.env.CDKTF_OUTDIR || outputFolder(sandbox);
}

/**
 * Puts a finished draft in place. What Terraform keeps beside a stack's JSON (its providers) stays, and so does the folder
 * of a stack that is no longer declared: cdktf's command line removes it, and fails where it is gone already.
 */
function publish(draft: string, outdir: string): void {
  const stacks = join(outdir, "stacks");
  mkdirSync(stacks, { recursive: true });
  for (const stale of readdirSync(stacks)) {
    if (!existsSync(join(draft, "stacks", stale))) rmSync(join(stacks, stale, "cdk.tf.json"), { force: true });
  }
  cpSync(draft, outdir, { recursive: true });
}

function main(): void {
  try {
    const sandbox = sandboxIn(process.env);
    const outdir = defaultOutdir(sandbox);
    const stacks = synthesize({ sandbox, outdir });
    console.log(`${stacks.length} stacks in ${outdir}: ${stacks.join(", ")}`);
  } catch (error) {
    console.error(mistakeText(error));
    process.exitCode = 1;
  }
}

if (require.main === module) main();
