import { didYouMean } from "../datadog/findings";
import { madeUpAdvice } from "../environments/made-up";
import type { Environment } from "../environments/schema";
import type { Outside } from "../ops/plan/outside";
import { typeErrors } from "../ops/plan/types";
import { childVariables, type RunTerraform, refuseOtherLock, type Variables } from "../ops/terraform";
import type { Sandbox } from "../stacks/sandbox";
import { refuseWithoutKeys } from "./keys";
import { npmCommand, parsed, UsageError } from "./npm-command";
import { runCommand } from "./process";
import { type Terminal, terminal } from "./terminal";

/** What the command meets outside: replaced in tests. */
export interface Surroundings extends Pick<Outside, "preflight" | "ask" | "print" | "complain"> {
  readonly env: Variables;
  readonly terminal: Terminal;
  /** What does not compile, a line each. */
  readonly typeErrors: () => readonly string[];
  /** Synthesizes everything; returns lines of advice. */
  readonly synthesize: (sandbox: Sandbox | undefined, outdir: string) => readonly string[];
  /** Terraform, with the variables that it is given. */
  readonly terraform: (env: Variables) => RunTerraform;
}

const DESCRIPTIONS = {
  diff: "Show what a deployment would change. Exits with 0 if there is nothing, with 2 if there is, and with 1 after an error.",
  deploy: "Show what would change, ask for approval, and apply exactly that.",
  destroy: "Show what would be deleted, ask for approval, and delete everything that was deployed.",
  drift:
    "Show what was changed, deleted, or created in Datadog since the last deployment. Exits with 0 if there is nothing, with 2 if there is, and with 1 after an error.",
};
type TerraformCommand = keyof typeof DESCRIPTIONS;

/**
 * `diff`, `deploy`, `destroy` or `drift` an environment: everything is synthesized first, then Terraform plans each of the
 * environment's stacks, or those that are named (`monitors`, `demo-monitors`) or not left out. What is applied is the plan
 * that was shown.
 *
 * @param args the words after `npm run`: `["deploy", "demo", "monitors", "--yes"]`
 * @returns the exit code, as the deployment has it; 0 where help was asked for, and printed
 * @throws Error with one line that says what would do, before anything was changed
 */
export async function terraform(args: readonly string[], around: Surroundings): Promise<number> {
  const request = requestIn(args);
  if (!request) return 0;
  const { command, environment, planOnly = false } = request;
  const stacks = stacksAsked(request);
  const reads = command === "diff" || planOnly || (command === "drift" && !request.revert);
  if (!reads) refuseUnasked(request, around.terminal.interactive);
  if (stacks.some((id) => !id.endsWith("-agent"))) refuseWithoutKeys(around.env);
  if (command !== "destroy") refuseTypeErrors(around.typeErrors());
  const outside = prepared(environment, stacks, around);
  const { deployment } = require("../ops/plan/deployment") as typeof import("../ops/plan/deployment");
  if (command !== "drift") return deployment({ ...request, command, stacks }, outside);
  const { lookForDrift } = require("../ops/drift/drift") as typeof import("../ops/drift/drift");
  const found = await lookForDrift(environment, stacks, outside);
  if (request.keep !== undefined) {
    const { kept } = require("../ops/drift/keep/kept") as typeof import("../ops/drift/keep/kept");
    return kept(request.keep, environment, found, outside);
  }
  if (!request.revert || found.stacks.length === 0) return found.code;
  outside.print("");
  return deployment({ ...request, command: "deploy", stacks: found.stacks }, outside);
}

/** Synthesizes everything, and puts together what Terraform is run with. */
function prepared(environment: Environment, stacks: readonly string[], around: Surroundings): Outside {
  const { outputFolder, sandboxIn } = require("../stacks/sandbox") as typeof import("../stacks/sandbox");
  const sandbox = sandboxIn(around.env);
  const outdir = outputFolder(sandbox);
  around.terminal.status("Synthesizing");
  const advice = adviceOf(around.synthesize(sandbox, outdir), stacks);
  if (!sandbox) advice.push(...madeUpAdvice(environment));
  refuseOtherLock(stacks, outdir, environment.terraform.datadog);
  const env = childVariables(around.env);
  const { width, colors, status } = around.terminal;
  const { preflight, ask, print, complain } = around;
  const run = around.terraform(env);
  return { env, sandbox, outdir, advice, run, preflight, ask, print, complain, status, width, colors };
}

/** Advice about some of the stacks, without their names at its end. */
function adviceOf(lines: readonly string[], stacks: readonly string[]): string[] {
  return lines.filter((line) => stacks.some((stack) => line.includes(stack)));
}

interface Request {
  readonly command: TerraformCommand;
  readonly environment: Environment;
  /** Stacks that are named; all where none is. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly yes?: boolean;
  readonly full?: boolean;
  readonly planOnly?: boolean;
  readonly out?: string;
  readonly plan?: string;
  readonly preflight?: boolean;
  readonly revert?: boolean;
  readonly keep?: readonly string[];
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
    .option("--full", "also show Terraform's own plan");
  if (command !== "diff") program.option("--yes", "skip the approval");
  if (command === "drift") {
    program
      .option("--revert", "deploy the stacks that drifted, to undo the changes")
      .option("--keep <names...>", "write the changes of these objects into the code");
  }
  if (command === "deploy") {
    program
      .option("--plan-only", "end with the plan, and with the exit codes of diff")
      .option("--out <file>", "with --plan-only: save the plan, to apply it later")
      .option("--plan <file>", "apply a saved plan");
  }
  if (command === "diff" || command === "deploy")
    program.option("--no-preflight", "do not check keys and permissions first");
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
  const options = program.opts<Options>();
  refuseContradictions(command, options, only);
  return { command, environment: loadEnvironment(name), only, ...options };
}

type Options = Omit<Request, "command" | "environment" | "only">;

function refuseContradictions(
  command: string,
  { planOnly, out, plan, except, revert, keep }: Options,
  only: readonly string[],
): void {
  const wrong = (why: string) => new UsageError(`${why}; see npm run ${command} -- --help`);
  if (revert && keep !== undefined)
    throw wrong("--keep writes changes into the code, and --revert undoes them: use one of them");
  if (out !== undefined && !planOnly) throw wrong("--out requires --plan-only");
  if (plan !== undefined && planOnly) throw wrong("--plan applies a plan, and --plan-only makes one: use one of them");
  if (plan !== undefined && (only.length > 0 || except.length > 0)) {
    throw wrong("--plan applies the stacks of the saved plan: name no others");
  }
}

/** The stacks that are asked for, in the order in which they are deployed or named; at least one. */
function stacksAsked({ command, environment, only, except }: Request): string[] {
  const { stacksOf } = require("../stacks/all") as typeof import("../stacks/all");
  const ids = stacksOf(environment).map(({ id }) => id);
  // What an environment's file turns off already may be left out, too.
  const possible = stacksOf(environment, "possible").map(({ id }) => id);
  const left = new Set(namedStacks(environment.name, possible, except));
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

function refuseUnasked({ command, environment, yes }: Request, interactive: boolean): void {
  if (yes) return;
  const { name } = environment;
  const again = `npm run ${command} -- ${name}${command === "drift" ? " --revert" : ""} --yes`;
  if (environment.protected) {
    throw new UsageError(`${name} is protected: review npm run diff -- ${name}, then run ${again}`);
  }
  if (!interactive) {
    throw new UsageError(`there is no terminal for approving the changes: to skip the approval, run ${again}`);
  }
}

/** A setting with a wrong name or value is a type error, and would be ignored or deployed otherwise. */
function refuseTypeErrors(errors: readonly string[]): void {
  if (errors.length > 0)
    throw new UsageError([...errors, "Fix these type errors first. Nothing was changed."].join("\n"));
}

/** Synthesizes all environments, as npm run synth does. */
function synthesizeAll(sandbox: Sandbox | undefined, outdir: string): string[] {
  const { synthesize } = require("../main") as typeof import("../main");
  const { loadEnvironments } = require("../stacks/environments") as typeof import("../stacks/environments");
  const advice: string[] = [];
  synthesize({ environments: loadEnvironments(), sandbox, outdir, advise: (line) => advice.push(line) });
  return advice;
}

if (require.main === module) {
  void runCommand((args) => {
    const { terraformRunner } = require("../ops/terraform") as typeof import("../ops/terraform");
    const { typedAnswer } = require("../ops/plan/question") as typeof import("../ops/plan/question");
    const { preflight } = require("../ops/preflight") as typeof import("../ops/preflight");
    return terraform(args, {
      env: process.env,
      terminal: terminal(),
      typeErrors,
      synthesize: synthesizeAll,
      terraform: terraformRunner,
      preflight,
      ask: typedAnswer,
      print: console.log,
      complain: console.error,
    });
  });
}
