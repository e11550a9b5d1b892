import { caretLines, type Finding, quoteName } from "../../datadog/findings";
import type { Span } from "./subject";

/** A finding with its place in a file, as editors and people want it. Lines and columns count from 1. */
export interface Report {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Finding["severity"];
  readonly check: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** The text of a file by lines, to turn offsets into lines and columns. */
export class SourceLines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** Line and column of an offset, both from 1; columns count UTF-16 units, as editors do. */
  position(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] as number) + 1 };
  }

  /** The line that holds a span, without its break, with carets beneath the span. */
  excerpt({ start, end }: Span): string {
    const { line, column } = this.position(start);
    const from = this.starts[line - 1] as number;
    const until = this.starts[line] ?? this.text.length + 1;
    const text = this.text.slice(from, until - 1).replace(/\r$/, "");
    return caretLines(text, { start: column - 1, end: Math.min(end - from, text.length) });
  }
}

/** A finding as it is reported of a place in `file`. */
export function reportOf(
  file: string,
  { finding, span }: { finding: Finding; span: Span },
  lines: SourceLines,
): Report {
  const start = lines.position(span.start);
  const end = lines.position(Math.max(span.end, span.start));
  const { severity, check, message, suggestion } = finding;
  const place = { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  return { ...place, severity, check, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** Colours, or none. */
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
