import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compatibilityPage } from "../ops/compatibility";
import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION = "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks.";

const PAGE = join(__dirname, "..", "docs", "compatibility.md");

if (require.main === module) {
  void runCommand((args) => {
    if (parsed(npmCommand("npm run docs", DESCRIPTION), args)) writeFileSync(PAGE, compatibilityPage());
    return 0;
  });
}
