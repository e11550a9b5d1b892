import { createColors } from "picocolors";
import type { Findings } from "../ops/preflight";
import { type Colors, fitted } from "../ops/words/text";

/** Columns where there is no terminal; those that no terminal has less of, and that nobody reads beyond. */
const WIDTH = 80;
const LEAST = 40;
const MOST = 160;

/** How a command shows things on this process's streams. */
export interface Terminal {
  /** Whether somebody can answer a question. */
  readonly interactive: boolean;
  /** Columns that a line may have. */
  readonly width: number;
  readonly colors: Colors;
  /** Shows what is being done, and how far it is, until the next call; an empty text takes it away. */
  readonly status: (text: string, detail?: string) => void;
}

/**
 * The terminal of this process. Where there is none, what is being done is a line on standard error, without how far it is.
 */
export function terminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const drawn = stdout.isTTY === true && !process.env.CI;
  const width = columnsOf(stdout);
  let last = "";
  return {
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    width,
    colors: createColors(stdout.isTTY === true && !process.env.NO_COLOR),
    status: (text, detail = "") => {
      const line = `${text} ${detail}`.trim();
      if (drawn) stdout.write(`\r\u001b[K${line.length < width ? line : `${line.slice(0, width - 2)}…`}`);
      else if (text !== "" && text !== last) stderr.write(`${text}\n`);
      last = text;
    },
  };
}

/**
 * What a stream shows of a text: in a terminal, lines that are too long for it end between two words; a pipe or a file gets
 * them whole, for other programs.
 */
export function fitTo(stream: NodeJS.WriteStream): (text: string) => string {
  if (!stream.isTTY) return String;
  const width = columnsOf(stream);
  return (text) =>
    text
      .split("\n")
      .flatMap((line) => fitted(line, width))
      .join("\n");
}

/** Prints what a command found. @returns its exit code: 1 if anything is wrong */
export function printFindings(findings: Findings): number {
  const { preflightLines } = require("../ops/preflight/report") as typeof import("../ops/preflight/report");
  const { width, colors } = terminal();
  for (const line of preflightLines(findings, width, colors)) console.log(line);
  return findings.problems.length > 0 ? 1 : 0;
}

/** Prints a line, or several, for a person. */
export function printLine(line: string): void {
  console.log(fitTo(process.stdout)(line));
}

/** Columns that a line on a stream may have. */
function columnsOf({ isTTY, columns }: NodeJS.WriteStream): number {
  return isTTY ? Math.max(LEAST, Math.min(columns || WIDTH, MOST)) : WIDTH;
}
