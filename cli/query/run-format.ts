import { formatFile, writeBack } from "./format";
import { readInput, UsageError } from "./input";
import { EXIT_OK, EXIT_USAGE, EXIT_WRONG, type Output } from "./output";
import type { TextKind } from "./text-file";

/** Rewrites files, or with `check` says which lines would change. What cannot be rewritten is named and left alone. */
export function runFormat(
  files: readonly string[],
  { as, check = false }: { readonly as?: TextKind; readonly check?: boolean },
  output: Output,
): number {
  let changes = false;
  let unusable = false;
  for (const name of files) {
    try {
      changes = formatOne(name, as, check, output) || changes;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      output.err(`${error.message}\n`);
      unusable = true;
    }
  }
  if (unusable) return EXIT_USAGE;
  return check && changes ? EXIT_WRONG : EXIT_OK;
}

function formatOne(name: string, as: TextKind | undefined, check: boolean, output: Output): boolean {
  const file = readInput(name, output.stdin);
  const { text, changed, left } = formatFile(file, as);
  for (const { line, reason } of left) output.err(`${name}:${line}: left as it is: ${reason}\n`);
  if (check) {
    for (const line of changed) output.out(`${name}:${line}: would be rewritten\n`);
  } else if (name === "-") output.out((file.byteOrderMark ? "\ufeff" : "") + text);
  else if (changed.length > 0) {
    writeBack(file, text);
    output.out(`${name}: ${changed.length} ${changed.length === 1 ? "query" : "queries"} rewritten\n`);
  }
  return changed.length > 0;
}
