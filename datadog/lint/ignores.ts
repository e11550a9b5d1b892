import { type Finding, type Ignored, ignoreFindings } from "../findings";
import type { Comment, Span } from "../source";
import type { PlacedFinding, Subject } from "./subject";

/** A wish not to hear of a check. */
export interface Ignore extends Ignored {
  /**
   * The file, monitor, dashboard or Terraform address that it is for.
   * @default everything that is checked
   */
  readonly within?: string;
  used: boolean;
}

/** An ignore that a comment in the file asks for. */
export interface CommentIgnore extends Ignore {
  readonly span: Span;
}

const IGNORE = /^(?:#|\/\/|\/\*)\s*ignore\s+(?<check>[^\s:]+)\s*(?::\s*(?<reason>.*?))?(?:\s*\*\/)?$/s;

/** `# ignore CHECK: reason`; nothing for any other comment. */
export function ignoreOf({ text, span }: Comment): CommentIgnore | undefined {
  const groups = IGNORE.exec(text.trim())?.groups;
  return groups?.check === undefined
    ? undefined
    : { check: groups.check, reason: groups.reason?.trim() ?? "", span, used: false };
}

/** Whether an ignore is about `subject`. */
export function isAbout({ span }: CommentIgnore, { comments: area }: Subject): boolean {
  return area !== undefined && span.start >= area.start && span.end <= area.end;
}

/** The findings that no ignore takes away. Those that take one are marked as used. */
export function withoutIgnored(
  findings: readonly PlacedFinding[],
  ignores: readonly Ignore[],
  names: readonly string[],
): readonly PlacedFinding[] {
  return findings.filter((placed) => {
    const matching = ignores.filter(
      ({ check, within }) => check === placed.finding.check && (within === undefined || names.includes(within)),
    );
    for (const ignore of matching) ignore.used = true;
    return matching.length === 0;
  });
}

/** What is wrong with an ignore, once everything was checked that it may stand for. */
export function problemsOf({ within, used, ...ignored }: Ignore): readonly Finding[] {
  return ignoreFindings(ignored, used, "after a colon", within === undefined ? "here" : `in "${within}"`);
}
