/** Where something is in a text: UTF-16 offsets, `end` exclusive. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a check says about a query, a message, a monitor or a dashboard. `wrong`: Datadog refuses it, or it can never
 * work; `advice`: it works and does something else than its author most likely meant.
 */
export interface Finding {
  /** The check that speaks; its page is `docs/checks/<check>.md`. */
  readonly check: string;
  readonly severity: "wrong" | "advice";
  /** Where in the checked value: `["options", "thresholds", "warning"]`, `["query"]`; empty for the value as a whole. */
  readonly path: readonly (string | number)[];
  /** Where in the text at `path`, when that is text. */
  readonly range?: SourceRange;
  /** One sentence that names the value, what was allowed, and the fix. */
  readonly message: string;
  /** What most likely was meant: `pipeline.runs` for `pipeline.run`. */
  readonly suggestion?: string;
  /** The values that the sentence is made of, for callers that word it otherwise (the org speaks in Datadog's words). */
  readonly facts?: Readonly<Record<string, string | number>>;
}
