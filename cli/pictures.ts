import { InvalidArgumentError } from "commander";
import { environmentIn, npmCommand } from "./npm-command";
import { runCommand } from "./process";

const DESCRIPTION =
  "Draw each dashboard of an environment (demo, unless one is named), and what each of its monitors goes through while a made-up pipeline reports, as SVG and PNG files.";

interface Options {
  readonly out: string;
  readonly seed: number;
  readonly svg: boolean;
}

function pictures(args: readonly string[]): number {
  const command = npmCommand("npm run pictures", DESCRIPTION)
    .option("--out <folder>", "where the files are written", "pictures")
    .option("--seed <number>", "another story; the same number tells the same one", whole, 1)
    .option("--svg", "write no PNG files, which take most of the time", false);
  const asked = environmentIn(command, args);
  if (!asked) return 0;
  const { out, seed, svg: svgOnly } = command.opts<Options>();
  const { sceneOf, writePictures } = require("../ops/pictures") as typeof import("../ops/pictures");
  const scene = sceneOf({ seed, ...(asked.name === undefined ? {} : { environment: asked.name }) });
  writePictures(scene, out, { svgOnly, done: console.log });
  for (const line of scene.skipped) console.error(`Not drawn: ${line}`);
  return 0;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("A seed must be a whole number of at most nine digits.");
  return Number(text);
}

if (require.main === module) void runCommand(pictures);
