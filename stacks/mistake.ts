import { join, relative } from "node:path";
import { placesInCode } from "../constructs/place-in-code";

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
  const frames = placesInCode(error);
  const inCode = error instanceof TypeError || error instanceof ReferenceError;
  const place = frames.find((frame) => CONTENT.test(frame)) ?? (inCode ? frames[0] : undefined);
  if (place === undefined) return error.message;
  // The problems of a definition are a line each; other messages of several lines are one, with a text and its caret.
  const each = error.name === "DefinitionError";
  return lines.map((line, index) => (each || index === 0 ? `${place}: ${line}` : line)).join("\n");
}

/*
 * Imported before any content: what a file of content throws while it is imported is said like every other mistake, and
 * a file that cannot be compiled too. Only where a command of this project runs; a test or a benchmark keeps its traces.
 */
const command = require.main && relative(join(__dirname, ".."), require.main.filename);
if (command !== undefined && /^(main\.ts$|cli[\\/])/.test(command)) {
  // What refuses a query lies deeper than the ten calls that a trace has by itself.
  Error.stackTraceLimit = 50;
  process.once("uncaughtException", (error) => {
    console.error(mistakeText(error));
    process.exit(1);
  });
}
