import type { SourceRange } from "../../findings";

/** Something in a query that cannot be evaluated: what, why, and what to do instead. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";

  constructor(
    message: string,
    /** Where it stands in the text of the query, if it was read from one. */
    readonly range?: SourceRange,
  ) {
    super(message);
  }
}
