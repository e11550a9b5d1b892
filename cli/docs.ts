import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import { compatibilityPage } from "../ops/compatibility";
import { functionsPage } from "../ops/functions";
import { recordStart } from "../ops/live/recording/record";
import { monitorsPage } from "../ops/monitors";
import { docsPictures, sceneOf } from "../ops/pictures";
import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
  "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks, docs/monitors.md from monitors/, docs/functions.md from the functions for authors, and in docs/pictures/ the pictures of demo and the recording of npm start.";

const docs = (name: string) => join(__dirname, "..", "docs", name);

if (require.main === module) {
  void runCommand(async (args) => {
    if (!parsed(npmCommand("npm run docs", DESCRIPTION), args)) return 0;
    writeFileSync(docs("compatibility.md"), compatibilityPage());
    writeFileSync(docs("monitors.md"), monitorsPage());
    writeFileSync(docs("functions.md"), functionsPage());
    for (const { name, svg } of docsPictures(sceneOf())) writeFileSync(docs(`pictures/${name}.svg`), svg);
    writeFileSync(docs("pictures/start.svg"), await recordStart(createColors(true)));
    return 0;
  });
}
