import type { CheckOptions } from "../definitions";
import type { Finding } from "../findings";
import type { Comment, Rewrite, SourcePath, Span } from "../source";

/** What the query of a subject is: it decides which rules of the language hold. */
export type QueryKind = "metric" | "formula" | "monitor" | "search";

/** A query in a file, that can be read, checked and rewritten. */
export interface FoundQuery {
  readonly kind: QueryKind;
  readonly text: string;
  /** Whether a part of it is filled in elsewhere (`${…}`), so that it cannot be read. */
  readonly interpolated: boolean;
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
  /** Where comments that ignore checks are, for this and for what else is in the same area. @default nowhere */
  readonly comments?: Span;
  readonly query?: FoundQuery;
  /** Why it is not checked: `interpolated`, or the kind of object that nothing here checks. @default it is checked */
  readonly unchecked?: string;
  /** False for one that counts only when it has a finding, as a dashboard beside its queries. @default true */
  readonly counts?: boolean;
  findings(options: CheckOptions): readonly PlacedFinding[];
}

/** Why what is filled in elsewhere is not checked. */
export const INTERPOLATED = "interpolated";

/** Something that is not checked. */
export function uncheckedSubject(unchecked: string, names: readonly string[], comments?: Span): Subject {
  return { names, comments, unchecked, findings: () => [] };
}

/** A finding and its place in the file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly span: Span;
}

/** What a file holds. */
export interface Contents {
  readonly subjects: readonly Subject[];
  /** Whether the file has nothing that could be checked, and is no Terraform. */
  readonly isEmpty?: boolean;
  readonly comments: readonly Comment[];
}

/** What a document's reader needs to know of its file. */
export interface DocumentContext {
  /** Whether the document can be nothing but Terraform. */
  readonly isTerraform: boolean;
  /** Whether people write such files, so that every key that is not known is a mistake: YAML. */
  readonly isWritten: boolean;
  /** Where comments are about the definition at a path; asked once for each, in the order of the file. */
  areaOf(path: SourcePath): Span | undefined;
  /** Throws about the value at a path. */
  refuse(path: SourcePath, message: string): never;
}
