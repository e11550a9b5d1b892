import type { Org } from "../datadog/sandbox";
import type { SandboxSettings } from "../ops/start/sandbox-org";
import type { Listening } from "../ops/start/serve";
import { npmCommand, parsed, portNumber } from "./npm-command";
import { goWhereNpmWasRun, runCommand, toldToStop } from "./process";
import { printLine, terminal } from "./terminal";

interface Options extends SandboxSettings {
  readonly port: number;
  readonly statsdPort: number;
  readonly reported?: boolean;
  readonly notifications?: string;
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
 * @returns nothing where help was asked for, and printed
 * @throws Error with one line for a wrong option, a file that cannot be loaded, a port that is taken
 */
export async function startSandbox(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<RunningSandbox | undefined> {
  const command = sandboxCommand();
  if (!parsed(command, args)) return undefined;
  const { reported, notifications, ...options } = command.opts<Options>();
  const { sandboxOrg } = require("../ops/start/sandbox-org") as typeof import("../ops/start/sandbox-org");
  const { serve, welcome } = require("../ops/start/serve") as typeof import("../ops/start/serve");
  const { reportMetrics } = require("../ops/start/reported") as typeof import("../ops/start/reported");
  const { watchOrg } = require("../ops/live/watching") as typeof import("../ops/live/watching");
  const { org, ...api } = await sandboxOrg(options, print);
  if (reported) reportMetrics(org);
  const listening = await serve(org, { ...options, ...api, apiKey: env.DD_API_KEY, appKey: env.DD_APP_KEY });
  try {
    for (const line of welcome(listening, options.state)) print(line);
    const watching = watchOrg(org, { layout: terminal(), print, notifications });
    const stop = async () => {
      await watching.stop();
      await listening.stop();
    };
    return { org, ...listening, stop };
  } catch (error) {
    await listening.stop();
    throw error;
  }
}

function sandboxCommand() {
  return npmCommand("npm run sandbox", "Run a Datadog organization on this machine.")
    .option("--port <number>", "API port on 127.0.0.1; 0 for any free port", portNumber, 0)
    .option("--statsd-port <number>", "DogStatsD port on 127.0.0.1; 0 for any free port", portNumber, 0)
    .option("--plan, --load <files...>", "Terraform JSON to start with: cdk.tf.json, or of terraform show -json", [])
    .option("--notifications <file>", "add each notification to a file, as a line of JSON")
    .option("--state <file>", "keep everything that is created in a file, over restarts")
    .option("--fault <faults...>", "have requests fail: 'POST /api/v1/monitor 500 every 3'; see the README", [])
    .option("--log", "print a line for each request, with the reason of each refusal")
    .option("--reported", "as if the pipeline had already reported each metric in metrics/pipeline.ts");
}

async function main(args: readonly string[]): Promise<number> {
  // Before the start: who reads what it prints may stop it at once.
  const told = toldToStop();
  goWhereNpmWasRun();
  const sandbox = await startSandbox(args, process.env, (line) =>
    // What is pasted into a shell stays one line.
    line.startsWith("export ") ? console.log(line) : printLine(line),
  );
  if (!sandbox) return 0;
  await told;
  await sandbox.stop();
  return 0;
}

if (require.main === module) void runCommand(main);
