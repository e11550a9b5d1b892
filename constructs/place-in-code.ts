import { isAbsolute, join, relative } from "node:path";

const PROJECT = join(__dirname, "..");

/** What makes definitions for others: the place of interest is where it was called. */
const LIBRARY = /^(datadog|constructs|node_modules)[\\/]/;

/** Where something was made, `monitors/failure.ts:16:10`: the innermost place of this project that is not a library. */
export function placeInCode(madeAt: Error | undefined): string | undefined {
  const places = [...(madeAt?.stack ?? "").matchAll(/^ {4}at .*?(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/gm)];
  return places
    .map(([, place = ""]) => relative(PROJECT, place))
    .find((place) => !place.startsWith("..") && !isAbsolute(place) && !LIBRARY.test(place));
}
