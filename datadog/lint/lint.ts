import type { CheckOptions } from "../definitions";
import { type Comment, Lines, SourceError, type SourceText } from "../source";
import { contentsOf } from "./contents";
import { type CommentIgnore, type Ignore, ignoreOf, isAbout, problemsOf, withoutIgnored } from "./ignores";
import type { TextKind } from "./query-lines";
import { excerptOf, type Report, reportOf } from "./report";
import type { PlacedFinding, Subject } from "./subject";
import { addTo, noTotals, type Totals } from "./totals";

/** What is known when files are checked. */
export interface LintSettings {
  /** The same object for all, so that what is computed for it is computed once. */
  readonly options: CheckOptions;
  readonly as?: TextKind;
  /** Those given beside the files, for all of them. */
  readonly ignores: readonly Ignore[];
}

/** What was found in a file. */
export interface LintedFile {
  readonly reports: readonly Report[];
  readonly totals: Totals;
  /** The line that a report is about, with carets. */
  excerpt(report: Report): string;
}

/**
 * Checks all that a file holds.
 * @throws SourceError when the file cannot be read as its format, or has nothing in it: a check of nothing finds nothing
 */
export async function lintFile(file: SourceText, settings: LintSettings): Promise<LintedFile> {
  const { subjects, comments, isEmpty } = await contentsOf(file, settings.as);
  if (isEmpty) {
    const message =
      "there is nothing to check: expected queries, monitors, dashboards or other objects of Datadog's API";
    throw new SourceError([{ file: file.name, line: 0, column: 0, message }]);
  }
  const ignores = ignoresIn(comments);
  const checked = subjects.map((subject) => ({ subject, findings: [...findingsOf(subject, file, ignores, settings)] }));
  const totals = noTotals();
  const stray: PlacedFinding[] = [];
  for (const ignore of ignores) {
    const about = checked.filter(({ subject }) => isAbout(ignore, subject));
    // it may be about what is not checked
    if (about.some(({ subject }) => subject.unchecked !== undefined)) continue;
    (about[0]?.findings ?? stray).unshift(...problemsOf(ignore).map((finding) => ({ finding, span: ignore.span })));
  }
  for (const { subject, findings } of checked) count(subject, findings, totals);
  addTo(totals, { wrong: stray.length });
  const found = [...checked.flatMap(({ findings }) => findings), ...stray].sort((a, b) => a.span.start - b.span.start);
  const lines = new Lines(file.text);
  const spans = new Map(found.map((placed) => [reportOf(file.name, placed, lines), placed.span]));
  return { reports: [...spans.keys()], totals, excerpt: (report) => excerptOf(spans.get(report)!, lines) };
}

function ignoresIn(comments: readonly Comment[]): CommentIgnore[] {
  return comments.map(ignoreOf).filter((ignore) => ignore !== undefined);
}

function findingsOf(
  subject: Subject,
  file: SourceText,
  inFile: readonly CommentIgnore[],
  { options, ignores }: LintSettings,
): readonly PlacedFinding[] {
  if (subject.unchecked !== undefined) return [];
  const own = inFile.filter((ignore) => isAbout(ignore, subject));
  return withoutIgnored(subject.findings(options), [...own, ...ignores], [file.name, ...subject.names]);
}

function count({ unchecked, counts = true }: Subject, findings: readonly PlacedFinding[], totals: Totals): void {
  if (unchecked !== undefined) addTo(totals, { unchecked: { [unchecked]: 1 } });
  else if (findings.some(({ finding }) => finding.severity === "wrong")) addTo(totals, { wrong: 1 });
  else if (counts || findings.length > 0) addTo(totals, { ok: 1, withAdvice: findings.length > 0 ? 1 : 0 });
}
