import type { Finding } from "../../datadog/findings";
import type { CheckOptions } from "../../datadog/query";

/** A place in a file, as offsets of its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the query of a subject is: it decides which rules of the language hold. */
export type QueryKind = "metric" | "formula" | "monitor" | "search";

/** How a text in a file is replaced. */
export interface Rewrite {
  readonly span: Span;
  /** The text to put there, with the quotes and escapes of the file. */
  encode(text: string): string;
}

/** A query in a file, that can be read, checked and written anew. */
export interface FoundQuery {
  readonly kind: QueryKind;
  readonly text: string;
  /** The place in the file of a range of `text`. */
  spanOf(range: Span): Span;
  readonly whole: Span;
  /** How another query is put in its place. @default it cannot be: the file is made from something else */
  readonly rewrite?: Rewrite;
}

/** Something that is checked as one: a line, a monitor, a query of a dashboard. It counts once in the totals. */
export interface Subject {
  /** What an ignore may call it: the monitor's name, the dashboard's title, the Terraform address. */
  readonly names: readonly string[];
  /** Where comments that ignore checks may stand for it. @default nowhere */
  readonly comments?: Span;
  readonly query?: FoundQuery;
  /** True when a part of the query is put in elsewhere (`${…}`), so that it cannot be read. */
  readonly interpolated: boolean;
  /** False for one that counts only when it has a finding, as a dashboard beside its queries. */
  readonly counts: boolean;
  findings(options: CheckOptions): readonly PlacedFinding[];
}

/** A finding and its place in the file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly span: Span;
}

/** A comment that could be `# ignore CHECK: reason`. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** What a file holds. */
export interface Contents {
  readonly subjects: readonly Subject[];
  readonly comments: readonly Comment[];
}
