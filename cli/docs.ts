import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createColors } from "picocolors";
import { compatibilityPage } from "../ops/compatibility";
import { recordStart } from "../ops/live/recording/record";
import { monitorsPage } from "../ops/monitors";
import { docsPictures, sceneOf } from "../ops/pictures";
import { npmCommand, parsed } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
<<<<<<< HEAD
  "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks, docs/monitors.md from monitors/, and the pictures of demo in docs/pictures/.";
=======
  "Write docs/compatibility.md from docs/compatibility/*.yaml and the list of checks, docs/monitors.md from monitors/, and the recording of npm start.";
>>>>>>> 403aa8e (Send the logs and spans of the pipeline over HTTP, and record npm start)

const docs = (name: string) => join(__dirname, "..", "docs", name);

if (require.main === module) {
<<<<<<< HEAD
  void runCommand((args) => {
    if (parsed(npmCommand("npm run docs", DESCRIPTION), args)) {
      writeFileSync(docs("compatibility.md"), compatibilityPage());
      writeFileSync(docs("monitors.md"), monitorsPage());
      for (const { name, svg } of docsPictures(sceneOf())) writeFileSync(docs(`pictures/${name}.svg`), svg);
    }
=======
  void runCommand(async (args) => {
    if (!parsed(npmCommand("npm run docs", DESCRIPTION), args)) return 0;
    writeFileSync(docs("compatibility.md"), compatibilityPage());
    writeFileSync(docs("monitors.md"), monitorsPage());
    writeFileSync(docs("pictures/start.svg"), await recordStart(createColors(true)));
>>>>>>> 403aa8e (Send the logs and spans of the pipeline over HTTP, and record npm start)
    return 0;
  });
}
