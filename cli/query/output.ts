import type { Palette } from "../../datadog/lint";

/** What a command reads beside files, and where it writes. */
export interface Output {
  /** All of standard input. */
  stdin(): Buffer;
  out(text: string): void;
  err(text: string): void;
  /** Breaks the lines of what a person reads where a terminal ends. @default leaves them whole */
  readonly fit?: (text: string) => string;
  readonly palette: Palette;
}

export const EXIT_OK = 0;
/** Something that was checked is wrong. */
export const EXIT_WRONG = 1;
/** The command or a file cannot be used. */
export const EXIT_USAGE = 2;
