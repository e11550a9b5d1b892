import { isAbsolute, join, relative } from "node:path";

/** The folder of the project. */
export const PROJECT = join(__dirname, "..");

/** What makes definitions for others: the place of interest is where it was called. */
const LIBRARY = /^(datadog|constructs)[\\/]/;

/** Where something was made, `monitors/failure.ts:16:10`: the innermost place of this project that is not a library. */
export function placeInCode(madeAt: Error | undefined): string | undefined {
  return madeAt && placesInCode(madeAt).find((place) => !LIBRARY.test(place));
}

/** `    at make (/home/me/my project/monitors/a.ts:16:10)`, `    at async /home/me/…`: a path may have spaces. */
const FRAME = /^ {4}at (?:async )?(?:[^/\\\n]*? \()?(?:file:\/\/)?([^\n]*?:\d+:\d+)\)?$/gm;

/** The places of this project that were on the way to an error, innermost first: `monitors/failure.ts:16:10`. */
export function placesInCode({ stack = "" }: Error): readonly string[] {
  return [...stack.matchAll(FRAME)]
    .map(([, place = ""]) => relative(PROJECT, place))
    .filter((place) => !place.startsWith("..") && !isAbsolute(place) && !/^node_modules[\\/]/.test(place));
}
