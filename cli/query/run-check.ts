import { catalogOf } from "./catalog";
import { type CheckSettings, checkFile, noTotals, totalsLine } from "./check";
import { type Ignore, problemsOf } from "./ignores";
import { type FileIgnore, ignoresFile } from "./ignores-file";
import { readInput, UsageError } from "./input";
import { EXIT_OK, EXIT_USAGE, EXIT_WRONG, type Output } from "./output";
import { type Report, shown } from "./show";
import type { TextKind } from "./text-file";

/** The flags of `check`. */
export interface CheckFlags {
  readonly as?: TextKind;
  readonly json?: boolean;
  /** Files of metrics. */
  readonly catalog: readonly string[];
  readonly ignore: readonly Ignore[];
  /** Files of ignores. */
  readonly ignores: readonly string[];
}

/** Checks files, prints what is found and the totals. A file that cannot be read is named, and the others are checked. */
export function runCheck(files: readonly string[], flags: CheckFlags, output: Output): number {
  const fromFiles = flags.ignores.flatMap((name) => ignoresFile(readInput(name, output.stdin)));
  const settings: CheckSettings = {
    options: { catalog: catalogOf(flags.catalog, output.stdin) },
    as: flags.as,
    ignores: [...flags.ignore, ...fromFiles],
  };
  const totals = noTotals();
  const reports: Report[] = [];
  const unusable: string[] = [];
  for (const name of files) {
    try {
      const checked = checkFile(readInput(name, output.stdin), settings, totals);
      reports.push(...checked.reports);
      if (!flags.json)
        for (const report of checked.reports) output.out(`${shown(report, checked.excerpt(report), output.palette)}\n`);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unusable.push(error.message);
    }
  }
  const unused = [...flags.ignore.flatMap(optionReports), ...fromFiles.flatMap(fileReports)];
  totals.wrong += unused.length;
  if (flags.json) output.out(`${JSON.stringify([...reports, ...unused], undefined, 2)}\n`);
  else {
    for (const report of unused) output.out(`${shown(report, undefined, output.palette)}\n`);
    output.out(`${totalsLine(totals)}\n`);
  }
  for (const message of unusable) output.err(`${message}\n`);
  if (unusable.length > 0) return EXIT_USAGE;
  return totals.wrong > 0 ? EXIT_WRONG : EXIT_OK;
}

function optionReports(ignore: Ignore): Report[] {
  return reportsOf(ignore, { file: `--ignore ${ignore.check}`, line: 0, column: 0 });
}

function fileReports(ignore: FileIgnore): Report[] {
  return reportsOf(ignore, ignore);
}

function reportsOf(ignore: Ignore, { file, line, column }: Pick<Report, "file" | "line" | "column">): Report[] {
  return problemsOf(ignore).map(({ check, severity, message, suggestion }) => ({
    ...{ file, line, column, endLine: line, endColumn: column },
    ...{ severity, check, message, suggestion },
  }));
}
