import { InvalidArgumentError } from "commander";
import { scenarios } from "../demo/scenarios";
import { environmentIn, npmCommand, portNumber } from "./npm-command";
import { runCommand, toldToStop } from "./process";
import { type StoryOptions, withStory } from "./story-options";
import { terminal } from "./terminal";

const DESCRIPTION =
  "Synthesize everything, show what an environment declares (demo, unless one is named), and let a made-up pipeline report to it while an incident comes and goes: in a terminal until Ctrl-C, else once, as fast as possible.";

interface Options extends StoryOptions {
  readonly speed?: number;
  readonly incident: boolean;
  readonly notifications?: string;
  readonly port: number;
  readonly statsdPort: number;
}

async function start(args: readonly string[]): Promise<number> {
  const command = startCommand();
  const asked = environmentIn(command, args);
  if (!asked) return 0;
  const options = command.opts<Options>();
  const told = toldToStop();
  const { startEnvironment, startReport } = require("../ops/start") as typeof import("../ops/start");
  const { startStory } = require("../ops/live") as typeof import("../ops/live");
  const isDrawn = process.stdout.isTTY === true && !process.env.CI;
  const { width, colors } = terminal();
  const story = await startStory({
    ...options,
    speed: options.speed ?? (isDrawn ? 1 : Number.POSITIVE_INFINITY),
    scenario: options.incident ? scenarios[options.scenario] : undefined,
    started: (clock) => {
      const started = startEnvironment(asked.name, { clock });
      console.log(`${startReport(started.declared, width, colors)}\n`);
      for (const warning of started.warnings) console.error(warning);
      return { org: started.org, environment: started.declared.environment };
    },
  });
  void told.then(story.stop);
  const layout = () => ({ width: terminal().width, colors });
  await (isDrawn ? story.playInTerminal(process.stdout, layout) : story.playInLines(console.log, layout()));
  await story.close();
  return 0;
}

function startCommand() {
  return withStory(npmCommand("npm start", DESCRIPTION))
    .option("--speed <number>", "seconds of the pipeline in a second", positive)
    .option("--no-incident", "nothing unusual happens")
    .option("--notifications <file>", "add each notification to a file, as a line of JSON")
    .option("--port <number>", "API port on 127.0.0.1; 0 for any free port", portNumber, 0)
    .option("--statsd-port <number>", "DogStatsD port on 127.0.0.1; 0 for any free port", portNumber, 0);
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number >= 1 && number <= 3600)) throw new InvalidArgumentError("The speed must be a number from 1 to 3600.");
  return number;
}

if (require.main === module) void runCommand(start);
