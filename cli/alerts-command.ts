import { writeFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { SourceError } from "../datadog/source";
import { storiesJsonSchema } from "../testing/stories/json-schema";
import { hasFailed, reportOf } from "../testing/stories/report";
import { runStories } from "../testing/stories/run";
import { readStories } from "../testing/stories/story-file";
import { updated } from "../testing/stories/update";
import { EXIT_OK, EXIT_USAGE, EXIT_WRONG, type Output } from "./query/output";

type Streams = Pick<Output, "out" | "err" | "fit">;

/**
 * Runs `alerts test FILE…` and says with which code to exit: 1 when a test fails, 2 when the command or a file cannot be
 * used. Nothing is thrown for what a user may get wrong.
 */
export async function runAlerts(argv: readonly string[], output: Streams): Promise<number> {
  let code = EXIT_OK;
  const program = new Command("npm run alerts --")
    .description("Unit tests for Datadog monitors, without Datadog.")
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .exitOverride();
  program
    .command("test")
    .description("run stories, which feed series to monitors and check who is notified, when, and of what")
    .argument("<file...>", "YAML files of monitors and tests (schemas/alerts.schema.json)")
    .option("--update", "write the actual results into the files as rows, for review")
    .action((files: string[], { update = false }: { update?: boolean }) => {
      code = testFiles(files, update, output);
    });
  program
    .command("schema")
    .description("print the JSON Schema of the files, as schemas/alerts.schema.json has it")
    .action(() => output.out(storiesJsonSchema()));
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: output.out, writeErr: output.err });
  }
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  }
  return code;
}

/** Runs every file; one that cannot be used is named, and the others are run all the same. */
function testFiles(files: readonly string[], update: boolean, output: Streams): number {
  let [passed, failed, unusable] = [0, 0, 0];
  for (const path of files) {
    try {
      const results = testFile(path, update, output);
      failed += results.filter(hasFailed).length;
      passed += results.filter((result) => !hasFailed(result)).length;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      output.err(`${error.message}\n`);
      unusable++;
    }
  }
  output.out(`${passed} passed, ${failed} failed\n`);
  if (unusable > 0) return EXIT_USAGE;
  return failed > 0 ? EXIT_WRONG : EXIT_OK;
}

function testFile(path: string, update: boolean, output: Streams) {
  const file = readStories(path);
  const results = runStories(file);
  if (!update) {
    output.out((output.fit ?? String)(reportOf(file, results)));
    return results;
  }
  const { text, written, changed } = updated(file, results);
  if (written + changed > 0) writeFileSync(path, text);
  output.out(`${file.name}: ${written} rows written, ${changed} rows changed\n`);
  const after = runStories(readStories(path));
  if (after.some(hasFailed)) output.out((output.fit ?? String)(reportOf(file, after)));
  return after;
}
