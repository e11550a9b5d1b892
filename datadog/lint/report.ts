import { caretLines, type Finding, pageOf, quoteName } from "../findings";
import type { Lines, Span } from "../source";
import type { PlacedFinding } from "./subject";

/** A finding with its place in a file, as editors and people want it. Lines and columns count from 1. */
export interface Report {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Finding["severity"];
  readonly check: Finding["check"];
  /** What the check is about and how to fix it, a file of this repository. */
  readonly page: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** A finding as it is reported of a place in `file`. */
export function reportOf(file: string, { finding, span }: PlacedFinding, lines: Lines): Report {
  const start = lines.position(span.start);
  const end = lines.position(Math.max(span.end, span.start));
  const { severity, check, message, suggestion } = finding;
  const place = { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  return {
    ...place,
    severity,
    check,
    page: pageOf(check),
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The line of a place, and below it carets under the place. */
export function excerptOf({ start, end }: Span, lines: Lines): string {
  const line = lines.line(lines.position(start).line);
  return caretLines(line.text, { start: start - line.start, end: Math.min(end - line.start, line.text.length) });
}

/** Colors, or none. */
export interface Palette {
  readonly wrong: (text: string) => string;
  readonly advice: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** `FILE:line:col: message [check-id]`, and below it the line with carets. */
export function shown(report: Report, excerpt: string | undefined, palette: Palette): string {
  const { file, line, column, message, check, suggestion } = report;
  const hint = suggestion === undefined ? "" : ` Did you mean ${quoteName(suggestion)}?`;
  const paint = report.severity === "wrong" ? palette.wrong : palette.advice;
  const head = `${line === 0 ? file : `${file}:${line}:${column}`}: ${message}${hint} ${paint(`[${check}]`)}`;
  if (excerpt === undefined) return head;
  const [source, carets] = excerpt.split("\n");
  return `${head}\n  ${palette.faint(source ?? "")}\n  ${paint(carets ?? "")}`;
}
