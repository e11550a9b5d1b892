import { ExpressionTokenizer } from "./expression";
import { SearchTokenizer } from "./search";
import type { Tokens } from "./tokens";

export { Token, type Tokens } from "./tokens";

/** Splits `text` into tokens, in one pass. A search is what stands inside `logs("…")`; all else is an expression. */
export function tokenize(text: string, language: "expression" | "search" | "scope" = "expression"): Tokens {
  const tokenizer =
    language === "search" ? new SearchTokenizer(text) : new ExpressionTokenizer(text, language === "scope");
  return tokenizer.run();
}
