import { environmentIn, npmCommand } from "./npm-command";
import { runCommand, toldToStop } from "./process";
import { terminal } from "./terminal";

const DESCRIPTION =
  "Synthesize everything, show what an environment declares (demo, unless one is named) and who is notified during an hour of a made-up pipeline, and in a terminal serve it until Ctrl-C.";

async function start(args: readonly string[]): Promise<number> {
  const asked = environmentIn(npmCommand("npm start", DESCRIPTION), args);
  if (!asked) return 0;
  const { startEnvironment, startReport } = require("../ops/start") as typeof import("../ops/start");
  const { hourStory } = require("./start-story") as typeof import("./start-story");
  const { storyReport } = require("./start-story-report") as typeof import("./start-story-report");
  const { declared, org, warnings } = startEnvironment(asked.name);
  const { width, colors } = terminal();
  console.log(startReport(declared, width, colors));
  console.log(`\n${storyReport(hourStory(org, declared.environment), width, colors)}`);
  for (const warning of warnings) console.error(warning);
  if (process.stdout.isTTY !== true || process.env.CI) return 0;
  const told = toldToStop();
  const { serve } = require("../ops/start/serve") as typeof import("../ops/start/serve");
  const { url, statsdPort, exportCommand, stop } = await serve(org);
  console.log(`\nA sandbox with all of it is listening on ${url}, DogStatsD on 127.0.0.1:${statsdPort}.`);
  console.log(
    "Use it with API and StatsD clients, but do not deploy to it: Terraform does not know what it contains and",
  );
  console.log("would create everything a second time. To deploy, start an empty sandbox with npm run sandbox.");
  console.log(`\n${exportCommand}`);
  console.log("\nEverything is kept in memory. Press Ctrl-C to stop.");
  await told;
  await stop();
  return 0;
}

if (require.main === module) void runCommand(start);
