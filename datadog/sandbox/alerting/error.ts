import type { SourceRange } from "../../findings";

/** A monitor that cannot be run here: which, what of it, and why. */
export class AlertingError extends Error {
  override readonly name = "AlertingError";

  constructor(
    message: string,
    /** Where it stands in the monitor's query. */
    readonly range?: SourceRange,
  ) {
    super(message);
  }
}
