import type { Palette } from "./show";

/** Where a command writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  readonly palette: Palette;
}

export const EXIT_OK = 0;
/** Something that was checked is wrong. */
export const EXIT_WRONG = 1;
/** The command or a file cannot be used. */
export const EXIT_USAGE = 2;
