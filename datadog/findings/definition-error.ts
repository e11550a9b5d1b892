import type { Finding } from "./finding";
import { pathText } from "./issues";
import { type CheckId, seePages } from "./registry";

/** Advice that nobody who writes a definition means to ignore: what it is about fails in silence. */
const REFUSED_ADVICE: readonly CheckId[] = [
  "negative-threshold",
  "message-group",
  "message-variable",
  "unknown-handle",
  "tag-rewritten",
  "grok-sample",
  "metric-metadata",
  "duplicate-tag",
  "duplicate-name",
  "dangling-reference",
];

/** Whether a definition with this finding is refused where it is made. */
export function isRefused({ severity, check }: Finding): boolean {
  return severity === "wrong" || REFUSED_ADVICE.includes(check);
}

/** What a person is told of a finding. */
export type DefinitionProblem = Pick<Finding, "path" | "message" | "suggestion"> & Partial<Pick<Finding, "check">>;

/**
 * A definition that Datadog would refuse, or that cannot do what it says; `message` has one line for each problem, which ends
 * with the page of its check.
 */
export class DefinitionError extends Error {
  override readonly name = "DefinitionError";

  /** @param what names the definition: `log pipeline "FastAPI"` */
  constructor(
    what: string,
    readonly problems: readonly DefinitionProblem[],
  ) {
    super(problems.map((problem) => `${what}: ${placed(problem)}${withPage(problem)}`).join("\n"));
  }
}

/** A sentence with its place in the definition, unless it begins with that itself. */
function placed({ path, message, suggestion }: DefinitionProblem): string {
  const place = pathText(path);
  const sentence = withSuggestion(message, suggestion);
  return place === "" || message.startsWith(place) ? sentence : `${place}: ${sentence}`;
}

function withPage({ check }: DefinitionProblem): string {
  const pages = seePages(check === undefined ? [] : [check]);
  return pages === undefined ? "" : ` ${pages}`;
}

/** A sentence and, where one is known, what was most likely meant. */
export function withSuggestion(message: string, suggestion: string | undefined): string {
  return suggestion === undefined ? message : `${message} Did you mean "${suggestion}"?`;
}

/**
 * The definition itself, when nothing is wrong with it.
 * @param what names it in the error: `log pipeline "FastAPI"`
 * @throws DefinitionError with a line for each finding for which it is refused
 */
export function asserted<T>(what: string, definition: T, findings: readonly Finding[]): T {
  const refused = findings.filter(isRefused);
  if (refused.length > 0) throw new DefinitionError(what, refused);
  return definition;
}
