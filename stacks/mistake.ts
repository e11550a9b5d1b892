import { isAbsolute, join, relative } from "node:path";

const PROJECT = join(__dirname, "..");

/** Where a team writes: what is refused there is found by the file, not by the function that refused it. */
const CONTENT = /^(monitors|dashboards|logs|traces|metrics)[\\/]/;

/**
 * What was thrown, in words for whoever runs the program, without a stack trace. What is about something that is written
 * in code begins with where it is written, `monitors/failure.ts:16:10: `; a mistake in a YAML file says so itself.
 */
export function mistakeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const lines = error.message.split("\n");
  if (lines.some((line) => /^\S+:\d+:\d+: /.test(line))) return error.message;
  const frames = framesOf(error);
  const inCode = error instanceof TypeError || error instanceof ReferenceError;
  const place = frames.find((frame) => CONTENT.test(frame)) ?? (inCode ? frames[0] : undefined);
  if (place === undefined) return error.message;
  // The problems of a definition are a line each; other messages of several lines are one, with a text and its caret.
  const each = error.name === "DefinitionError";
  return lines.map((line, index) => (each || index === 0 ? `${place}: ${line}` : line)).join("\n");
}

/** The places of this project that were on the way, innermost first: `monitors/failure.ts:16:10`. */
function framesOf({ stack = "" }: Error): string[] {
  return [...stack.matchAll(/^ {4}at .*?(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/gm)]
    .map(([, place = ""]) => relative(PROJECT, place))
    .filter((place) => !place.startsWith("..") && !isAbsolute(place) && !/^node_modules[\\/]/.test(place));
}
