import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Picture } from "./files";
import { pngOf } from "./png";

/**
 * Writes a picture into a folder, which is made where there is none: as SVG, and where `png` says so, as PNG beside it.
 * @returns the SVG file
 */
export function writePicture(folder: string, { name, svg }: Picture, { png }: { readonly png: boolean }): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.svg`, svg);
  if (png) writeFileSync(`${file}.png`, pngOf(svg));
  return `${file}.svg`;
}
