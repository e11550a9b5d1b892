import { environmentIn, npmCommand } from "./npm-command";
import { runCommand } from "./process";
import { printFindings } from "./terminal";

const DESCRIPTION =
  "Find out why data does not arrive in Datadog: the agent's container, keys, intake, and services. Exits with 1 if anything is wrong.";

async function doctor(args: readonly string[]): Promise<number> {
  const asked = environmentIn(npmCommand("npm run doctor", DESCRIPTION), args);
  if (!asked) return 0;
  const { examine } = require("../ops/doctor") as typeof import("../ops/doctor");
  return printFindings(await examine(asked.name, process.env));
}

if (require.main === module) void runCommand(doctor);
