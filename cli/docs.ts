import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compatibilityPage } from "../ops/compatibility";
import { monitorsPage } from "../ops/monitors";
import { docsPictures, sceneOf } from "../ops/pictures";
import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
  "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks, docs/monitors.md from monitors/, and the pictures of demo in docs/pictures/.";

const docs = (name: string) => join(__dirname, "..", "docs", name);

if (require.main === module) {
  void runCommand((args) => {
    if (parsed(npmCommand("npm run docs", DESCRIPTION), args)) {
      writeFileSync(docs("compatibility.md"), compatibilityPage());
      writeFileSync(docs("monitors.md"), monitorsPage());
      for (const { name, svg } of docsPictures(sceneOf())) writeFileSync(docs(`pictures/${name}.svg`), svg);
    }
    return 0;
  });
}
