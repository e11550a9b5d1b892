import { writeFileSync } from "node:fs";
import { formatFile, type TextKind } from "../../datadog/lint";
import { SourceError, type SourceText } from "../../datadog/source";
import { readInput, UsageError } from "./input";
import { EXIT_OK, EXIT_USAGE, EXIT_WRONG, type Output } from "./output";

/** Rewrites files, or with `check` says which lines would change. What cannot be rewritten is named and left alone. */
export async function runFormat(
  files: readonly string[],
  { as, check = false }: { readonly as?: TextKind; readonly check?: boolean },
  output: Output,
): Promise<number> {
  let changes = false;
  let unusable = false;
  for (const name of files) {
    try {
      changes = (await formatOne(name, as, check, output)) || changes;
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof SourceError)) throw error;
      output.err(`${error.message}\n`);
      unusable = true;
    }
  }
  if (unusable) return EXIT_USAGE;
  return check && changes ? EXIT_WRONG : EXIT_OK;
}

async function formatOne(name: string, as: TextKind | undefined, check: boolean, output: Output): Promise<boolean> {
  const file = readInput(name, output.stdin);
  const { text, changed, left } = await formatFile(file, as);
  for (const { line, reason } of left) output.err(`${name}:${line}: not rewritten: ${reason}\n`);
  if (check) {
    for (const line of changed) output.out(`${name}:${line}: would be rewritten\n`);
  } else if (name === "-") output.out((file.byteOrderMark ? "\ufeff" : "") + text);
  else if (changed.length > 0) {
    writeBack(file, text);
    output.out(`${name}: ${changed.length} ${changed.length === 1 ? "query" : "queries"} rewritten\n`);
  }
  return changed.length > 0;
}

/** Writes a file with the byte order mark that it had. */
function writeBack(file: SourceText, text: string): void {
  try {
    writeFileSync(file.name, (file.byteOrderMark ? "\ufeff" : "") + text);
  } catch (error) {
    throw new UsageError(`${file.name}: cannot be written (${error instanceof Error ? error.message : error})`);
  }
}
