import { refuseWithoutKeys } from "./keys";
import { environmentIn, npmCommand, UsageError } from "./npm-command";
import { runCommand } from "./process";
import { printFindings } from "./terminal";

const DESCRIPTION =
  "Check whether an account would accept a deployment: keys, site, permissions, and metrics. Nothing is written. Exits with 1 if anything is wrong.";

async function preflightCommand(args: readonly string[]): Promise<number> {
  const asked = environmentIn(npmCommand("npm run preflight", DESCRIPTION), args);
  if (!asked) return 0;
  const { loadEnvironment } = require("../stacks/environments") as typeof import("../stacks/environments");
  if (asked.name === undefined) throw new UsageError("name an environment, such as: npm run preflight -- production");
  const environment = loadEnvironment(asked.name);
  refuseWithoutKeys(process.env);
  const { checkAccount } = require("../ops/preflight/account") as typeof import("../ops/preflight/account");
  return printFindings(await checkAccount(environment, process.env));
}

if (require.main === module) void runCommand(preflightCommand);
