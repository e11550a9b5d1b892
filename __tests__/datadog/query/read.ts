import { type ParseResult, showProblem } from "../../../datadog/query/problems";

/** The tree of a text that must be readable; a test that gives another one fails with the problems as a person sees them. */
export function read<T>(parse: (text: string) => ParseResult<T>, text: string): T {
  const result = parse(text);
  if (result.ok) return result.node;
  throw new Error(result.errors.map((problem) => showProblem(text, problem)).join("\n"));
}

/** What a person reads about a text: "fine", or all problems with their carets. */
export function complaints(parse: (text: string) => ParseResult<unknown>, text: string): string {
  const result = parse(text);
  return result.ok ? "fine" : result.errors.map((problem) => showProblem(text, problem)).join("\n");
}
