import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compatibilityPage } from "../ops/compatibility";
import { monitorsPage } from "../ops/monitors";
import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
  "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks, and docs/monitors.md from monitors/.";

const docs = (name: string) => join(__dirname, "..", "docs", name);

if (require.main === module) {
  void runCommand((args) => {
    if (parsed(npmCommand("npm run docs", DESCRIPTION), args)) {
      writeFileSync(docs("compatibility.md"), compatibilityPage());
      writeFileSync(docs("monitors.md"), monitorsPage());
    }
    return 0;
  });
}
