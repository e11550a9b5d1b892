import { caretLines, type Finding } from "../../findings";
import { checkMetricQuery } from "../checks/check";
import type { Expression } from "../nodes";
import { parseMetricQuery } from "../parse";
import { type SyntaxProblem, showProblem } from "../problems";

/** A query given as text that Datadog would refuse; the message shows each place with a caret under it. */
export class QuerySyntaxError extends Error {
  override readonly name = "QuerySyntaxError";
}

/**
 * Reads and checks a query given as text. Text with `${…}` in it is Terraform's to complete: it is taken as it stands.
 * @throws QuerySyntaxError where Datadog would refuse the text
 */
export function readExpression(text: string): Expression {
  if (text.includes("${")) return { kind: "raw", text };
  const result = parseMetricQuery(text);
  if (!result.ok)
    throw refused(
      text,
      result.errors.map((problem: SyntaxProblem) => showProblem(text, problem)),
    );
  const { node } = result;
  if (node.kind === "list") {
    throw refused(text, [
      `Expected one query, but got ${node.items.length} separated by commas: pass them separately.`,
    ]);
  }
  const wrong = checkMetricQuery(node).filter(({ severity }) => severity === "wrong");
  if (wrong.length > 0)
    throw refused(
      text,
      wrong.map((finding) => showFinding(text, finding)),
    );
  return node;
}

function showFinding(text: string, { message, range }: Finding): string {
  if (!range) return message;
  const excerpt = caretLines(text, range).replace(/^/gm, "  ");
  return `${message}\n${excerpt}`;
}

const refused = (text: string, problems: readonly string[]) =>
  new QuerySyntaxError(
    `The query ${JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)} cannot be used:\n${problems.join("\n")}`,
  );
