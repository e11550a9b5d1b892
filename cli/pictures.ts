import { scenarios } from "../demo/scenarios";
import { picturesOf, sceneOf, writePicture } from "../ops/pictures";
import { environmentIn, npmCommand } from "./npm-command";
import { runCommand } from "./process";
import { type StoryOptions, withStory } from "./story-options";

const DESCRIPTION =
  "Draw each dashboard of an environment (demo, unless one is named), and what each of its monitors goes through while a made-up pipeline reports and an incident comes and goes, as SVG and PNG files.";

interface Options extends StoryOptions {
  readonly out: string;
  readonly svg: boolean;
}

function pictures(args: readonly string[]): number {
  const command = withStory(npmCommand("npm run pictures", DESCRIPTION))
    .option("--out <folder>", "where the files are written", "pictures")
    .option("--svg", "write no PNG files, which take most of the time", false);
  const asked = environmentIn(command, args);
  if (!asked) return 0;
  const { out, seed, scenario, svg: svgOnly } = command.opts<Options>();
  const scene = sceneOf({ environment: asked.name, seed, scenario: scenarios[scenario] });
  for (const picture of picturesOf(scene)) console.log(writePicture(out, picture, { png: !svgOnly }));
  for (const line of scene.skipped) console.error(`Not drawn: ${line}`);
  return 0;
}

if (require.main === module) void runCommand(pictures);
