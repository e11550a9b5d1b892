import { type Colors, NO_COLORS, wrapped } from "../words";
import type { Findings } from "./finding";

/** What an account answered, for a person: what is in order, what is not known or not meant, what has to be fixed. */
export function preflightLines(
  { problems, unknown, passed, advice = [] }: Findings,
  width = 80,
  colors: Colors = NO_COLORS,
): string[] {
  const rows: readonly (readonly [string, (text: string) => string, readonly string[]])[] = [
    ["ok", String, passed],
    ["unknown", colors.yellow, unknown],
    ["advice", colors.yellow, advice],
    ["wrong", colors.red, problems],
  ];
  return rows.flatMap(([label, color, texts]) =>
    texts.flatMap((text) =>
      wrapped(text, width - 9).map((line, index) => `${color((index === 0 ? label : "").padEnd(9))}${line}`),
    ),
  );
}
