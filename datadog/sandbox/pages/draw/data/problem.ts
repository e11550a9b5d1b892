import { caretLines, type SourceRange } from "../../../../findings";
import { type SyntaxProblem, showProblem } from "../../../../query";
import { AlertingError } from "../../../alerting";
import { EvaluationError } from "../../../evaluate";

/** Why a widget, or a part of one, cannot be drawn: a sentence, and the place in its query. */
export class CannotDraw extends Error {
  override readonly name = "CannotDraw";

  constructor(
    message: string,
    /** The query with carets below the place. @default none */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** What the parser says, as `npm run query -- check` shows it. */
export function unreadable(text: string, problem: SyntaxProblem): CannotDraw {
  const [message = "", ...code] = showProblem(text, problem).split("\n");
  return new CannotDraw(message, code.map((line) => line.slice(2)).join("\n"));
}

/** Does something with a query; what cannot be evaluated is shown with its place in the text. */
export function withPlace<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof AlertingError) throw placed(text, error);
    throw error;
  }
}

function placed(
  text: string,
  { message, range }: { readonly message: string; readonly range?: SourceRange },
): CannotDraw {
  const isInText = range !== undefined && range.end <= text.length;
  return new CannotDraw(message, isInText ? caretLines(text, range) : text);
}
