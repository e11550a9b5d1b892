import type { Org } from "../datadog/sandbox";
import type { Listening } from "../ops/start/serve";
import { npmCommand, parsed, portNumber } from "./npm-command";
import { goWhereNpmWasRun, runCommand, toldToStop } from "./process";
import { printLine, terminal } from "./terminal";

interface Options {
  readonly port: number;
  readonly statsdPort: number;
  readonly load: readonly string[];
  readonly state?: string;
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
  const { load, state, reported, notifications, ...ports } = command.opts<Options>();
  const { sandboxOrg } = require("../ops/start/sandbox-org") as typeof import("../ops/start/sandbox-org");
  const { serve } = require("../ops/start/serve") as typeof import("../ops/start/serve");
  const { reportMetrics } = require("../ops/start/reported") as typeof import("../ops/start/reported");
  const { watchOrg } = require("../ops/live/watching") as typeof import("../ops/live/watching");
  const { org, saving, close } = await sandboxOrg(state, load, print);
  if (reported) reportMetrics(org);
  const listening = await serve(org, { ...ports, saving, apiKey: env.DD_API_KEY, appKey: env.DD_APP_KEY, close });
  try {
    for (const line of welcome(listening, state)) print(line);
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

const welcome = ({ url, statsdPort, exportCommand }: Listening, state = "memory") => [
  `A Datadog organization is listening on ${url}, DogStatsD on 127.0.0.1:${statsdPort}. For Terraform, API, and StatsD clients:`,
  "",
  exportCommand,
  "",
  "Its monitors are evaluated every minute. What they change, and new metrics, are shown below.",
  `Everything is kept in ${state}. Press Ctrl-C to stop.`,
];

function sandboxCommand() {
  return npmCommand("npm run sandbox", "Run a Datadog organization on this machine.")
    .option("--port <number>", "API port on 127.0.0.1; 0 for any free port", portNumber, 0)
    .option("--statsd-port <number>", "DogStatsD port on 127.0.0.1; 0 for any free port", portNumber, 0)
    .option("--plan, --load <files...>", "Terraform JSON to start with: cdk.tf.json, or of terraform show -json", [])
    .option("--notifications <file>", "add each notification to a file, as a line of JSON")
    .option("--state <file>", "keep everything that is created in a file, over restarts")
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
