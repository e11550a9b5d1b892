import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { picturesOf } from "./files";
import { pngOf } from "./png";
import type { Scene } from "./scene";

/** How pictures are written. */
interface Writing {
  /** Whether no PNG is written, which takes most of the time. */
  readonly svgOnly: boolean;
  /** Is called with the path of each SVG file. */
  readonly done: (file: string) => void;
}

/** Writes all pictures of a scene into a folder, which is created. */
export function writePictures(scene: Scene, folder: string, { svgOnly, done }: Writing): void {
  for (const { name, svg } of picturesOf(scene)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.svg`, svg);
    if (!svgOnly) writeFileSync(`${file}.png`, pngOf(svg));
    done(`${file}.svg`);
  }
}
