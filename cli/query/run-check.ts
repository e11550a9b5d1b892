import { pageOf, seePages } from "../../datadog/findings";
import {
  addTo,
  type FileIgnore,
  type Ignore,
  ignoresFile,
  type LintSettings,
  lintFile,
  noTotals,
  problemsOf,
  type Report,
  shown,
  type TextKind,
  type Totals,
  totalsLine,
} from "../../datadog/lint";
import { SourceError } from "../../datadog/source";
import { catalogOf } from "./catalog";
import { readInput } from "./input";
import { EXIT_OK, EXIT_USAGE, EXIT_WRONG, type Output } from "./output";

/** The flags of `check`. */
export interface CheckFlags {
  readonly as?: TextKind;
  readonly json?: boolean;
  /** Whether advice counts as wrong does. */
  readonly strict?: boolean;
  /** Files of metrics. */
  readonly catalog: readonly string[];
  /** Handles that exist; nothing is reported of handles when there are none. */
  readonly handle: readonly string[];
  readonly ignore: readonly Ignore[];
  /** Files of ignores. */
  readonly ignores: readonly string[];
}

/** Checks files, prints what is found and the totals. A file that cannot be read is named, and the others are checked. */
export async function runCheck(files: readonly string[], flags: CheckFlags, output: Output): Promise<number> {
  const fromFiles: readonly FileIgnore[] = flags.ignores.flatMap((name) => ignoresFile(readInput(name, output.stdin)));
  const settings: LintSettings = {
    options: {
      catalog: catalogOf(flags.catalog, output.stdin),
      handles: flags.handle.length > 0 ? flags.handle : undefined,
    },
    as: flags.as,
    ignores: [...flags.ignore, ...fromFiles],
  };
  const totals = noTotals();
  const reports: Report[] = [];
  const show = (text: string) => output.out(`${(output.fit ?? String)(text)}\n`);
  const unusable: string[] = [];
  for (const name of files) {
    try {
      const linted = await lintFile(readInput(name, output.stdin), settings);
      addTo(totals, linted.totals);
      reports.push(...linted.reports);
      if (flags.json) continue;
      for (const report of linted.reports) show(shown(report, linted.excerpt(report), output.palette));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      unusable.push(error.message);
    }
  }
  const unused = [...flags.ignore.flatMap(optionReports), ...fromFiles.flatMap(fileReports)];
  addTo(totals, { wrong: unused.length });
  if (flags.json) output.out(`${JSON.stringify([...reports, ...unused], undefined, 2)}\n`);
  else {
    for (const report of unused) show(shown(report, undefined, output.palette));
    show(lastLines([...reports, ...unused], totals));
  }
  for (const message of unusable) output.err(`${message}\n`);
  if (unusable.length > 0) return EXIT_USAGE;
  return totals.wrong > 0 || (flags.strict === true && totals.withAdvice > 0) ? EXIT_WRONG : EXIT_OK;
}

/** Where to read about what was found, and the totals. */
function lastLines(reports: readonly Report[], totals: Totals): string {
  const pages = seePages(reports.map(({ check }) => check));
  return [pages ?? [], totalsLine(totals)].flat().join("\n");
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
    ...{ severity, check, page: pageOf(check), message, suggestion },
  }));
}
