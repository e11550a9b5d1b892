import { DefinitionError, type DefinitionProblem, type Finding, ignoreFindings, isRefused } from "../findings";
import type { Ignore } from "./notes";

/** What is held against the findings of one definition. */
export interface Judgment {
  /** The definition in messages: `monitor "Pipeline failures"`. */
  readonly what: string;
  /** What its author asks not to hear, with reasons. */
  readonly ignore: readonly Ignore[];
  /** Whether a check was asked: some only speak where metrics or handles are known. */
  readonly asked: (check: string) => boolean;
}

/**
 * The advice about a definition that nobody asked to ignore.
 * @throws DefinitionError for each finding that is refused and not ignored, and each ignore that ignores nothing, names no
 * check, or gives no reason
 */
export function judged(findings: readonly Finding[], { what, ignore, asked }: Judgment): readonly Finding[] {
  const left = findings.filter(({ check }) => !ignore.some((each) => each.check === check));
  const problems: DefinitionProblem[] = [
    ...left.filter(isRefused),
    ...ignore.flatMap((each) => ignoreProblems(each, findings, asked)),
  ];
  if (problems.length > 0) throw new DefinitionError(what, problems);
  return left;
}

function ignoreProblems(
  each: Ignore,
  findings: readonly Finding[],
  asked: Judgment["asked"],
): readonly DefinitionProblem[] {
  const isUsed = !asked(each.check) || findings.some(({ check }) => check === each.check);
  return ignoreFindings(each, isUsed, "in `reason`").map(({ message, suggestion }) => ({
    ...{ path: ["ignore"], message, suggestion },
  }));
}
