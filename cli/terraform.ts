import { didYouMean } from "../datadog/findings";
import type { Environment } from "../environments/schema";
import type { Sandbox } from "../stacks/sandbox";
import { childVariables, runCdktf, type Variables } from "./cdktf";
import { npmCommand, parsed, UsageError } from "./npm-command";
import { runCommand } from "./process";
import { refuseOtherLock } from "./provider-lock";
import { typeErrors } from "./types";

/** What the command meets outside: replaced in tests. */
export interface Surroundings {
  readonly env: Variables;
  /** Whether somebody can answer a question. */
  readonly terminal: boolean;
  /** What does not compile, a line each. */
  readonly typeErrors: () => readonly string[];
  readonly synthesize: (sandbox: Sandbox | undefined, outdir: string) => void;
  /** Runs cdktf's command line to its end, and gives its exit code. */
  readonly cdktf: (args: readonly string[], env: Variables) => Promise<number>;
  readonly print: (line: string) => void;
}

const DESCRIPTIONS = {
  diff: "Show what Terraform would change.",
  deploy: "Show what Terraform would change, ask for approval, and apply it.",
  destroy: "Delete everything that was deployed.",
};
type TerraformCommand = keyof typeof DESCRIPTIONS;

/**
 * `diff`, `deploy` or `destroy` an environment through cdktf: everything is synthesized first, then Terraform runs for
 * each of the environment's stacks, or those that are named (`monitors`, `demo-monitors`) or not left out.
 *
 * @param args the words after `npm run`: `["deploy", "demo", "monitors", "--yes"]`
 * @returns the exit code: cdktf's own where it failed; 0 where help was asked for, and printed
 * @throws Error with one line that says what would do, before anything was changed
 */
export async function terraform(args: readonly string[], around: Surroundings): Promise<number> {
  const request = requestIn(args);
  if (!request) return 0;
  const { command, environment, yes } = request;
  const stacks = stacksAsked(request);
  refuseUnasked(command, environment, yes, around.terminal);
  refuseWithoutKeys(stacks, around.env);
  if (command !== "destroy") refuseTypeErrors(around.typeErrors());
  const { outputFolder, sandboxIn } = require("../stacks/sandbox") as typeof import("../stacks/sandbox");
  const sandbox = sandboxIn(around.env);
  const outdir = outputFolder(sandbox);
  around.synthesize(sandbox, outdir);
  refuseOtherLock(stacks, outdir, environment.terraform.datadog);
  const where = sandbox ? ` (sandbox at ${sandbox.url})` : "";
  around.print(`${command} ${environment.name}${where}: ${stacks.join(", ")}`);

  // cdktf would ask the registry for checksums of every platform; the lock file lies in cdktf.out and is nobody's else.
  const output = sandbox ? ["--output", outdir] : [];
  const common = ["--skip-synth", "--skip-provider-lock", ...output, ...(around.terminal ? [] : ["--no-color"])];
  const env = childVariables(around.env, around.terminal);
  if (command === "diff") return oneByOne(stacks, (stack) => around.cdktf(["diff", stack, ...common], env));
  // One stack at a time: Terraform's plugin cache is not safe to fill from two sides.
  const approve = yes ? ["--auto-approve"] : [];
  return around.cdktf([command, ...stacks, "--parallelism", "1", ...common, ...approve], env);
}

interface Request {
  readonly command: TerraformCommand;
  readonly environment: Environment;
  /** Stacks that are named; all where none is. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly yes: boolean;
}

/** What is asked for; nothing where that is help, which was printed. */
function requestIn([word = "", ...rest]: readonly string[]): Request | undefined {
  const commands = Object.keys(DESCRIPTIONS);
  if (!commands.includes(word)) throw new UsageError(`unknown command "${word}"${didYouMean(word, commands)}`);
  const command = word as TerraformCommand;
  const program = npmCommand(`npm run ${command}`, DESCRIPTIONS[command])
    .argument("[environment]", "a file in environments/, without .yaml")
    .argument("[stacks...]", "only these of its stacks, such as monitors", [])
    .option("--except <stacks...>", "skip these of its stacks, such as agent", [])
    .option("--yes", "skip the approval", false);
  if (!parsed(program, rest)) return undefined;
  const [name, only] = program.processedArgs as [string | undefined, string[]];
  const { loadEnvironment, environmentNames } =
    require("../stacks/environments") as typeof import("../stacks/environments");
  if (name === undefined) {
    const known = environmentNames();
    throw new UsageError(
      `name an environment, such as: npm run ${command} -- ${known[0]}; environments: ${known.join(", ")}`,
    );
  }
  return { command, environment: loadEnvironment(name), only, ...program.opts<{ except: string[]; yes: boolean }>() };
}

/** The stacks that are asked for, in the order in which they are deployed or named; at least one. */
function stacksAsked({ command, environment, only, except }: Request): string[] {
  const { stacksOf } = require("../stacks/all") as typeof import("../stacks/all");
  const ids = stacksOf(environment).map(({ id }) => id);
  const left = new Set(namedStacks(environment.name, ids, except));
  const stacks = (only.length === 0 ? ids : namedStacks(environment.name, ids, only)).filter((id) => !left.has(id));
  if (stacks.length === 0) throw new UsageError(`there are no stacks of ${environment.name} left to ${command}`);
  return stacks;
}

/** The stacks that are named, by their whole name or by its last word. */
function namedStacks(environment: string, ids: readonly string[], words: readonly string[]): string[] {
  const short = new Map(
    ids.flatMap((id) => [
      [id, id],
      [id.slice(id.lastIndexOf("-") + 1), id],
    ]),
  );
  return words.map((word) => {
    const id = short.get(word);
    if (id === undefined) {
      throw new UsageError(`${environment} has no stack "${word}"${didYouMean(word, [...short.keys()])}`);
    }
    return id;
  });
}

function refuseUnasked(command: TerraformCommand, environment: Environment, yes: boolean, terminal: boolean): void {
  if (command === "diff" || yes) return;
  const { name } = environment;
  if (environment.protected) {
    throw new UsageError(
      `${name} is protected: review npm run diff -- ${name}, then run npm run ${command} -- ${name} --yes`,
    );
  }
  if (!terminal) {
    throw new UsageError(
      `there is no terminal for approving the changes: to skip the approval, run npm run ${command} -- ${name} --yes`,
    );
  }
}

function refuseWithoutKeys(stacks: readonly string[], env: Variables): void {
  if (stacks.every((id) => id.endsWith("-agent"))) return;
  const missing = (["API_KEY", "APP_KEY"] as const).filter((key) => !env[`DD_${key}`] && !env[`DATADOG_${key}`]);
  if (missing.length === 0) return;
  throw new UsageError(
    `${missing.map((key) => `DD_${key}`).join(" and ")} must be set in the environment: see "Deploy" in the README for which keys`,
  );
}

/** A setting with a wrong name or value is a type error, and would be ignored or deployed otherwise. */
function refuseTypeErrors(errors: readonly string[]): void {
  if (errors.length > 0)
    throw new UsageError([...errors, "Fix these type errors first. Nothing was changed."].join("\n"));
}

async function oneByOne(stacks: readonly string[], run: (stack: string) => Promise<number>): Promise<number> {
  let worst = 0;
  for (const stack of stacks) worst = Math.max(worst, await run(stack));
  return worst;
}

/** Synthesizes all environments, as npm run synth does. */
function synthesizeAll(sandbox: Sandbox | undefined, outdir: string): void {
  const { synthesize } = require("../main") as typeof import("../main");
  const { loadEnvironments } = require("../stacks/environments") as typeof import("../stacks/environments");
  synthesize({ environments: loadEnvironments(), sandbox, outdir });
}

if (require.main === module) {
  void runCommand((args) =>
    terraform(args, {
      env: process.env,
      terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
      typeErrors,
      synthesize: synthesizeAll,
      cdktf: runCdktf,
      print: console.log,
    }),
  );
}
