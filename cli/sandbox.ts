import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { loadTerraform, Org } from "../datadog/sandbox";
import { madeUpKeys } from "../datadog/sandbox/api/keys";
import { Ids } from "../datadog/sandbox/ids";
import { whyUnreadable } from "../datadog/source";
import { TerraformProblem } from "../datadog/terraform";
import { endAtClosedPipe } from "./closed-pipe";
import { type Listening, serve } from "./serve";
import { toldToStop } from "./told-to-stop";
import { goWhereNpmWasRun } from "./where-npm-was-run";

interface Options {
  readonly port: number;
  readonly statsdPort: number;
  readonly load: readonly string[];
}

/** The sandbox while it runs. */
export interface RunningSandbox extends Listening {
  readonly org: Org;
}

/**
 * Starts an org with its API and its DogStatsD port on loopback and prints what to paste into a shell.
 *
 * @param args the words after `npm run sandbox --`
 * @param env where `DD_API_KEY` and `DD_APP_KEY` are looked for; made up where they are missing
 */
export async function startSandbox(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<RunningSandbox> {
  const { port, statsdPort, load } = optionsIn(args);
  const made = madeUpKeys();
  const keys = { apiKey: env.DD_API_KEY || made.apiKey, appKey: env.DD_APP_KEY || made.appKey };
  const org = new Org({ ids: Ids.random() });
  for (const file of load) for (const line of loadFile(org, file)) print(line);
  const listening = await serve(org, { port, statsdPort, keys });
  const { url, exportCommand } = listening;
  print(
    `A Datadog org listens on ${url}, DogStatsD on 127.0.0.1:${listening.statsdPort}. For Terraform, API and statsd clients:`,
  );
  print("");
  print(exportCommand);
  print("");
  print("It keeps everything in memory. Ctrl-C stops it.");
  return { org, ...listening };
}

/** Loads Terraform JSON into the org; says how much that was and what was passed over. */
function loadFile(org: Org, file: string): string[] {
  try {
    const { objects, warnings, others } = loadTerraform(org, jsonOf(file));
    const passed = others.length === 0 ? "" : `, ${counted(others.length, "resource")} of other providers passed over`;
    return [`${counted(objects.length, "object")} loaded${passed}`, ...warnings].map((line) => `${file}: ${line}`);
  } catch (error) {
    if (error instanceof TerraformProblem) throw new Error(`${file}: ${error.message}`);
    throw error;
  }
}

function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`${file}: ${whyUnreadable(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // A saved plan is a zip archive, and so begins with its makers' initials.
    const why = text.startsWith("PK")
      ? "a saved plan is binary; give what `terraform show -json PLAN` prints of it"
      : (error as Error).message.replace(/\s+/g, " ");
    throw new Error(`${file}: no JSON: ${why}`);
  }
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function optionsIn(args: readonly string[]): Options {
  const command = new Command("npm run sandbox --")
    .description("Run a Datadog org on this machine.")
    .option("--port <number>", "port of the API on 127.0.0.1, 0 for any free one", portNumber, 0)
    .option("--statsd-port <number>", "DogStatsD port on 127.0.0.1, 0 for any free one", portNumber, 0)
    .option("--load <files...>", "Terraform JSON to start with: cdk.tf.json, or what terraform show -json prints", []);
  return command.parse(args, { from: "user" }).opts<Options>();
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}

async function main(): Promise<void> {
  // Before the start: who reads what it prints may stop it at once.
  const told = toldToStop();
  try {
    goWhereNpmWasRun();
    endAtClosedPipe();
    const sandbox = await startSandbox(process.argv.slice(2), process.env, console.log);
    await told;
    await sandbox.stop();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

if (require.main === module) void main();
