import { dirname, join, relative } from "node:path";
import { inspect } from "node:util";
import { placesInCode } from "../constructs/place-in-code";
import { codeMistake } from "./code-mistake";

/** Where a team writes: what is refused there is found by the file, not by the function that refused it. */
const CONTENT = /^(monitors|dashboards|slos|logs|traces|metrics)[\\/]/;

/** Problems that are shown; the rest is counted. */
const MOST_LINES = 20;

/**
 * What was thrown, in words for whoever runs the program, without a stack trace. What is about something that is written
 * in code begins with where it is written, `monitors/failure.ts:16:10: `; a mistake in a YAML file says so itself.
 */
export function mistakeText(error: unknown): string {
  return capped(wholeText(error).split("\n")).join("\n");
}

function wholeText(error: unknown): string {
  if (!(error instanceof Error)) return thrownValue(error);
  const refused = fileMistake(error);
  if (refused !== undefined) return refused;
  const lines = error.message.split("\n");
  if (lines.some((line) => /^\S+:\d+:\d+: /.test(line))) return error.message;
  const { place, direct, caller } = placeOf(error);
  const inCode = codeMistake(error, { place, direct, caller });
  if (place === undefined) return inCode ?? error.message;
  if (inCode !== undefined) return `${place}: ${inCode}`;
  if (!CONTENT.test(place)) return error.message;
  // The problems of a definition are a line each; other messages of several lines are one, with a text and its caret.
  const each = error.name === "DefinitionError";
  return lines.map((line, index) => (each || index === 0 ? `${place}: ${line}` : line)).join("\n");
}

/** Why the system does not write or read a file, by its code. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the disk",
  EDQUOT: "your disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "you do not have permission to use it",
  EPERM: "you do not have permission to use it",
  ENOTDIR: "a file is in the place of one of its folders",
  EISDIR: "it is a directory, not a file",
  ENOENT: "there is no such file",
};

/** What the system says of a file, with the file's path where it is known. */
function fileMistake({ code = "", syscall, path }: NodeJS.ErrnoException): string | undefined {
  const why = syscall === undefined ? undefined : REFUSALS[code];
  if (
    why === undefined ||
    !/^(open|write|read|close|mkdir|mkdtemp|lstat|scandir|cp|copyfile|rename|unlink|rm)/.test(syscall!)
  )
    return undefined;
  if (syscall === "mkdtemp" && path !== undefined) {
    return `${dirname(path)}, the folder for temporary files (TMPDIR), cannot be used: ${why.replace(/file$/, "folder")}`;
  }
  return path === undefined ? why : `${path}: ${why}`;
}

/** The place to look at, whether the error was thrown right there, and which other file of content asked for it. */
function placeOf(error: Error) {
  const frames = placesInCode(error);
  // An export that is not set yet is read by a function of the file that exports it.
  const getter = /^ {4}at .*get \[as /m.test(error.stack ?? "");
  const [first, ...others] = getter ? frames.filter((frame) => fileOf(frame) !== fileOf(frames[0]!)) : frames;
  const content = [first, ...others].filter((frame) => frame !== undefined && CONTENT.test(frame));
  const place = content[0] ?? first;
  const caller = content.find((frame) => fileOf(frame!) !== fileOf(place!));
  return { place, direct: place === first, caller };
}

const fileOf = (place: string) => place.replace(/:\d+:\d+$/, "");

/** Text is said as it is; anything else has no place and no words of its own. */
function thrownValue(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  return `something that is not an Error was thrown: ${inspect(value, { depth: 0, breakLength: Infinity })}`;
}

function capped(lines: readonly string[]): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more <= 1 ? lines : [...lines.slice(0, MOST_LINES), `and ${more} more`];
}

/**
 * Ends the process without a word when whoever reads what it prints, such as `head`, has enough; with a line where it
 * cannot be written for another reason, such as a full disk.
 */
function endWhereOutputEnds(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      if (stream !== process.stderr) console.error(`the output cannot be written: ${mistakeText(error)}`);
      process.exit(1);
    });
  }
}

/*
 * Imported before any content: what a file of content throws while it is imported is said like every other mistake, and
 * a file that cannot be compiled too. Only where a command of this project runs; a test or a benchmark keeps its traces.
 */
const command = require.main && relative(join(__dirname, ".."), require.main.filename);
if (command !== undefined && /^(main\.ts$|cli[\\/])/.test(command)) {
  // What refuses a query lies deeper than the ten calls that a trace has by itself.
  Error.stackTraceLimit = 50;
  endWhereOutputEnds();
  process.once("uncaughtException", (error) => {
    console.error(mistakeText(error));
    process.exit(1);
  });
}
