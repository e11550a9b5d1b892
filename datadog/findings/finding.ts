import type { CheckFacts } from "./facts";
import { CHECKS, type CheckId, type Severity } from "./registry";

/** Where something is in a text: UTF-16 offsets, `end` exclusive. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

interface Said<Check extends CheckId> {
  /** The check that found it; `pageOf` names its page. */
  readonly check: Check;
  readonly severity: Severity;
  /** Where in the checked value: `["options", "thresholds", "warning"]`, `["query"]`; empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  /** Where in the text at `path`, when that is text. */
  readonly range?: SourceRange;
  /** One sentence that names the value, what was allowed, and the fix. */
  readonly message: string;
  /** What most likely was meant: `pipeline.runs` for `pipeline.run`. */
  readonly suggestion?: string;
}

type FactsOf<Check extends CheckId> = Check extends keyof CheckFacts
  ? {
      /** The values that the sentence is made of, for callers that word it otherwise (the org speaks in Datadog's words). */
      readonly facts: CheckFacts[Check];
    }
  : { readonly facts?: undefined };

/** What the checks of these ids say. */
export type FindingOf<Check extends CheckId> = Check extends CheckId ? Said<Check> & FactsOf<Check> : never;

/** What a check says about a query, a message, a monitor, a dashboard or any other definition. */
export type Finding = FindingOf<CheckId>;

type Rest = Partial<Pick<Finding, "path" | "range" | "suggestion">>;

type Arguments<Check extends CheckId> = Check extends keyof CheckFacts
  ? [rest: Rest & FactsOf<Check>]
  : [rest?: Rest & { readonly facts?: undefined }];

/** A finding of the check `check`, with the severity that the check has. */
export function finding<Check extends CheckId>(
  check: Check,
  message: string,
  ...[rest]: Arguments<Check>
): FindingOf<Check> {
  return { check, severity: CHECKS[check], path: [], message, ...rest } as unknown as FindingOf<Check>;
}

/** By place in their text, as a reader meets them; those without a place come last. */
export function byPlace(findings: readonly Finding[]): readonly Finding[] {
  const start = ({ range }: Finding) => range?.start ?? Number.MAX_SAFE_INTEGER;
  return [...findings].sort((a, b) => start(a) - start(b));
}
