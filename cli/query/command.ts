import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type Ignore, TEXT_KINDS, type TextKind } from "../../datadog/lint";
import { SourceError } from "../../datadog/source";
import { UsageError } from "./input";
import { EXIT_OK, EXIT_USAGE, type Output } from "./output";
import { type CheckFlags, runCheck } from "./run-check";
import { runExplain } from "./run-explain";
import { runFormat } from "./run-format";

/**
 * Runs `query check|format|explain …` and says with which code to exit: 1 when something is wrong, 2 when the command or
 * a file cannot be used. Nothing is thrown for what a user may get wrong.
 */
export async function runQuery(argv: readonly string[], output: Output): Promise<number> {
  let code = EXIT_OK;
  const program = programOf(output, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    if (!(error instanceof UsageError || error instanceof SourceError)) throw error;
    output.err(`${error.message}\n`);
    return EXIT_USAGE;
  }
  return code;
}

const AS = new Option("--as <kind>", "what the lines of a text file are").choices([...TEXT_KINDS]);

function programOf(output: Output, done: (code: number) => void): Command {
  const program = new Command("npm run query --")
    .description("Check Datadog queries, rewrite them in canonical form, or explain them in English.")
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .exitOverride();
  program
    .command("check")
    .description("check queries, monitors, and dashboards in text, JSON, YAML, and Terraform (.tf and JSON)")
    .argument("<file...>", "files; - is standard input")
    .addOption(AS)
    .option("--catalog <file>", "known metrics, as JSON (can be repeated)", append, [])
    .option("--handle <@handle>", "a handle that exists; others are reported (may be repeated)", append, [])
    .option("--ignore <check=reason>", "do not report this check (can be repeated)", appendIgnore, [])
    .option("--ignores <file>", "a YAML list of { check, in, reason } (can be repeated)", append, [])
    .option("--strict", "also exit 1 if there is advice")
    .option("--json", "print findings as a JSON list, for editors")
    .action(async (files: string[], flags: CheckFlags) => done(await runCheck(files, flags, output)));
  program
    .command("format")
    .description("rewrite the queries of files in canonical form")
    .argument("<file...>", "files; - is standard input, written to standard output")
    .addOption(AS)
    .option("--check", "only report what would change; exit 1 if anything would")
    .action(async (files: string[], flags: { as?: TextKind; check?: boolean }) =>
      done(await runFormat(files, flags, output)),
    );
  program
    .command("explain")
    .description("explain in English what a query computes and when it alerts")
    .argument("<query>", "a metric query, a formula, or a monitor's query; - is standard input")
    .addOption(new Option("--as <kind>", "what the query is").choices([...TEXT_KINDS]))
    .action((query: string, flags: { as?: TextKind }) => done(runExplain(query, flags.as, output)));
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: output.out, writeErr: output.err });
  return program;
}

function append(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function appendIgnore(value: string, earlier: readonly Ignore[]): readonly Ignore[] {
  const [check, ...reason] = value.split("=");
  if (!check || reason.length === 0) throw new InvalidArgumentError("Use --ignore CHECK=REASON.");
  return [...earlier, { check, reason: reason.join("=").trim(), used: false }];
}
