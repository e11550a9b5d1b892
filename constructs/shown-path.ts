import { isAbsolute, relative } from "node:path";

/** A path as messages show it: relative to the working directory where it lies inside. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside.split("\\").join("/");
}
