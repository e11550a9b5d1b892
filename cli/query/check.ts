import type { CheckOptions } from "../../datadog/query";
import { type CommentIgnore, type Ignore, ignoreOf, ignoresFor, problemsOf, withoutIgnored } from "./ignores";
import type { InputFile } from "./input";
import { contentsOf } from "./read-file";
import { type Report, reportOf, SourceLines } from "./show";
import type { Comment, PlacedFinding, Subject } from "./subject";
import type { TextKind } from "./text-file";

/** How many subjects there were, of each sort. */
export interface Totals {
  ok: number;
  wrong: number;
  /** Of those that are ok. */
  withAdvice: number;
  interpolated: number;
}

export function noTotals(): Totals {
  return { ok: 0, wrong: 0, withAdvice: 0, interpolated: 0 };
}

/** What is known when files are checked. */
export interface CheckSettings {
  /** The same object for all, so that what is computed for it is computed once. */
  readonly options: CheckOptions;
  readonly as?: TextKind;
  /** Those given beside the files, for all of them. */
  readonly ignores: readonly Ignore[];
}

/** What was found in a file. */
export interface CheckedFile {
  readonly reports: readonly Report[];
  /** The line that a report is about, with carets. */
  excerpt(report: Report): string;
}

/**
 * Checks all that a file holds, and adds to `totals`.
 * @throws UsageError when the file cannot be read as its format
 */
export function checkFile(file: InputFile, settings: CheckSettings, totals: Totals): CheckedFile {
  const { subjects, comments } = contentsOf(file, settings.as);
  const lines = new SourceLines(file.text);
  const found: PlacedFinding[] = [];
  const seen = new Set<number>();
  for (const subject of subjects) {
    const own = ignoresFor(subject, comments);
    for (const { span } of own) seen.add(span.start);
    const findings = findingsOf(subject, file.name, own, settings);
    count(subject, findings, totals);
    found.push(...findings);
  }
  const stray = strayIgnores(comments, seen);
  totals.wrong += stray.length;
  found.push(...stray);
  found.sort((a, b) => a.span.start - b.span.start);
  const excerpts = new Map<Report, string>();
  for (const placed of found) excerpts.set(reportOf(file.name, placed, lines), lines.excerpt(placed.span));
  return { reports: [...excerpts.keys()], excerpt: (report) => excerpts.get(report) ?? "" };
}

function findingsOf(
  subject: Subject,
  file: string,
  own: readonly CommentIgnore[],
  { options, ignores }: CheckSettings,
): readonly PlacedFinding[] {
  if (subject.interpolated) return [];
  const all = subject.findings(options);
  const left = withoutIgnored(all, [...own, ...ignores], [file, ...subject.names]);
  const problems = own.flatMap((ignore) => problemsOf(ignore).map((finding) => ({ finding, span: ignore.span })));
  return [...problems, ...left];
}

function count(subject: Subject, findings: readonly PlacedFinding[], totals: Totals): void {
  if (subject.interpolated) totals.interpolated++;
  else if (findings.some(({ finding }) => finding.severity === "wrong")) totals.wrong++;
  else if (subject.counts || findings.length > 0) {
    totals.ok++;
    if (findings.length > 0) totals.withAdvice++;
  }
}

/** Ignores that no subject follows. */
function strayIgnores(comments: readonly Comment[], seen: ReadonlySet<number>): PlacedFinding[] {
  return comments
    .map(ignoreOf)
    .filter((ignore) => ignore !== undefined && !seen.has(ignore.span.start))
    .flatMap((ignore) => (ignore ? problemsOf(ignore).map((finding) => ({ finding, span: ignore.span })) : []));
}

/** `4685 ok, 4 wrong, 60 with advice, 2 not checked: interpolated`. */
export function totalsLine({ ok, wrong, withAdvice, interpolated }: Totals): string {
  const parts = [`${ok} ok`, `${wrong} wrong`];
  if (withAdvice > 0) parts.push(`${withAdvice} with advice`);
  if (interpolated > 0) parts.push(`${interpolated} not checked: interpolated`);
  return parts.join(", ");
}
