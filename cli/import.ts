import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";
import { printLine } from "./terminal";

const DESCRIPTION =
  "Write monitors, dashboards, log pipelines, and generated metrics that exist in Datadog as code, and have Terraform take them over.";

/** Brings objects of an account, or of a file, into this project. @param args the words after `npm run import --` */
async function main(args: readonly string[]): Promise<number> {
  const command = npmCommand("npm run import", DESCRIPTION)
    .argument("[objects...]", "ids, addresses of pages, or names", [])
    .option("--tag <tags...>", "monitors with one of these tags, and dashboards of a team:… tag", [])
    .option("--file <files...>", "exports, API answers, or Terraform JSON", [])
    .option("--environment <name>", "the environment whose objects these are", process.env.ENVIRONMENT)
    .option(
      "--reformat",
      "write all queries as function calls, even if that changes their spaces, their parentheses, or the form of a dashboard's requests",
      false,
    )
    .option("--together", "write monitors that differ in a few values as one function with settings", false);
  if (!parsed(command, args)) return 0;
  const { runImport } = require("../ops/import/run") as typeof import("../ops/import/run");
  return runImport(command.processedArgs[0], command.opts(), printLine);
}

if (require.main === module) void runCommand(main);
