import { createColors } from "picocolors";
import type { Colors } from "../ops/words";

/** Columns where there is no terminal, and those that nobody reads beyond. */
const WIDTH = 80;
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
  const width = stdout.isTTY ? Math.max(40, Math.min(stdout.columns || WIDTH, MOST)) : WIDTH;
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
