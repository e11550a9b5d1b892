import { spawn, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { didYouMean } from "../datadog/findings";
import { loadEnvironment, loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { synthesize } from "../main";
import { stacksOf } from "../stacks/all";
import { outputFolder, type Sandbox, sandboxIn } from "../stacks/sandbox";
import { runCommand } from "./run-command";
import { typeErrors } from "./types";

type Variables = Readonly<Record<string, string | undefined>>;

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

const COMMANDS = ["diff", "deploy", "destroy"] as const;
type TerraformCommand = (typeof COMMANDS)[number];

/** A command line that cannot be carried out; the message says what would do. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * `diff`, `deploy` or `destroy` an environment through cdktf: everything is synthesized first, then Terraform runs for
 * each of the environment's stacks, or those that are named (`monitors`, `demo-monitors`) or not left out.
 *
 * @param args the words after `npm run`: `["deploy", "demo", "monitors", "--yes"]`
 * @returns the exit code: cdktf's own where it failed
 * @throws Error with one line that says what would do, before anything was changed
 */
export async function terraform(args: readonly string[], around: Surroundings): Promise<number> {
  const { command, name, only, except, yes } = parse(args);
  const environment = loadEnvironment(name);
  const left = new Set(except.length === 0 ? [] : namedStacks(environment, except));
  const stacks = namedStacks(environment, only).filter((id) => !left.has(id));
  if (stacks.length === 0) throw new UsageError(`no stack of ${name} is left to ${command}`);
  refuseUnasked(command, environment, yes, around.terminal);
  refuseWithoutKeys(stacks, around.env);
  if (command !== "destroy") refuseTypeErrors(around.typeErrors());
  const sandbox = sandboxIn(around.env);
  const outdir = outputFolder(sandbox);
  around.synthesize(sandbox, outdir);
  const where = sandbox ? ` (sandbox at ${sandbox.url})` : "";
  around.print(`${command} ${environment.name}${where}: ${stacks.join(", ")}`);

  // cdktf would ask the registry for checksums of every platform; the lock file lies in cdktf.out and is nobody's else.
  const output = sandbox ? ["--output", outdir] : [];
  const common = ["--skip-synth", "--skip-provider-lock", ...output, ...(around.terminal ? [] : ["--no-color"])];
  const env = childVariables(around);
  if (command === "diff") return oneByOne(stacks, (stack) => around.cdktf(["diff", stack, ...common], env));
  // One stack at a time: Terraform's plugin cache is not safe to fill from two sides.
  const approve = yes ? ["--auto-approve"] : [];
  return around.cdktf([command, ...stacks, "--parallelism", "1", ...common, ...approve], env);
}

interface Request {
  readonly command: TerraformCommand;
  readonly name: string;
  /** Stacks that are named; all where none is. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly yes: boolean;
}

function parse(args: readonly string[]): Request {
  const [command, ...rest] = args;
  if (!COMMANDS.some((known) => known === command)) {
    throw new UsageError(`there is no command "${command ?? ""}"${didYouMean(command ?? "", COMMANDS)}`);
  }
  const program = new Command(`npm run ${command} --`)
    .argument("[environment]", "a file of environments/, without .yaml")
    .argument("[stacks...]", "some of its stacks, such as monitors", [])
    .option("--except <stacks...>", "leave out some of its stacks, such as agent", [])
    .option("--yes", "do not ask before changing anything", false);
  program.parse([...rest], { from: "user" });
  const [name, only] = program.processedArgs as [string | undefined, string[]];
  if (name === undefined) {
    const known = loadEnvironments().map((environment) => environment.name);
    throw new UsageError(
      `say which environment, such as: npm run ${command} -- ${known[0]}; known are ${known.join(", ")}`,
    );
  }
  const options = program.opts<{ except: string[]; yes: boolean }>();
  return { command: command as TerraformCommand, name, only, ...options };
}

/** The stacks that are named, by their whole name or by its last word; all of the environment's where none is. */
function namedStacks(environment: Environment, only: readonly string[]): string[] {
  const ids = stacksOf(environment).map(({ id }) => id);
  if (only.length === 0) return ids;
  const short = new Map(
    ids.flatMap((id) => [
      [id, id],
      [id.slice(id.lastIndexOf("-") + 1), id],
    ]),
  );
  return only.map((word) => {
    const id = short.get(word);
    if (id === undefined) {
      throw new UsageError(`${environment.name} has no stack "${word}"${didYouMean(word, [...short.keys()])}`);
    }
    return id;
  });
}

function refuseUnasked(command: TerraformCommand, environment: Environment, yes: boolean, terminal: boolean): void {
  if (command === "diff" || yes) return;
  const { name } = environment;
  if (environment.protected) {
    throw new UsageError(
      `${name} is protected: look at npm run diff -- ${name}, then run npm run ${command} -- ${name} --yes`,
    );
  }
  if (!terminal) {
    throw new UsageError(
      `there is no terminal to approve the changes on: run npm run ${command} -- ${name} --yes to make them unasked`,
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
    throw new UsageError([...errors, "Fix these type errors first: nothing was changed."].join("\n"));
}

/** What Terraform is told beside what this process was: nothing here is written anywhere. */
function childVariables({ env, terminal }: Surroundings): Variables {
  const host = env.DD_HOST || env.DATADOG_HOST;
  const key = env.DD_API_KEY || env.DATADOG_API_KEY;
  return {
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
    // Without a terminal, progress is written once and not drawn over.
    ...(terminal ? {} : { CI: "1" }),
    // An address that a stack has for its site wins over DD_HOST; whoever sets DD_HOST means all stacks.
    ...(host ? { TF_VAR_datadog_api_url: host } : {}),
    // The agent sends with the key that deploys it, unless it is given its own.
    ...(key ? { TF_VAR_DD_API_KEY: key } : {}),
    ...env,
  };
}

async function oneByOne(stacks: readonly string[], run: (stack: string) => Promise<number>): Promise<number> {
  let worst = 0;
  for (const stack of stacks) worst = Math.max(worst, await run(stack));
  return worst;
}

/** cdktf's command line as a child that shares this terminal. */
async function runCdktf(args: readonly string[], env: Variables): Promise<number> {
  const binary = env.TERRAFORM_BINARY_NAME || "terraform";
  if (spawnSync(binary, ["version"], { env: { ...env } }).error) {
    throw new UsageError(`${binary} cannot be run: install Terraform 1.5 or newer and put it on the PATH`);
  }
  const cdktf = join(dirname(require.resolve("cdktf-cli/package.json")), "bundle", "bin", "cdktf");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cdktf, ...args], { env: { ...env }, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

if (require.main === module) {
  void runCommand(() =>
    terraform(process.argv.slice(2), {
      env: process.env,
      terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
      typeErrors,
      synthesize: (sandbox, outdir) => synthesize({ environments: loadEnvironments(), sandbox, outdir }),
      cdktf: runCdktf,
      print: console.log,
    }),
  );
}
